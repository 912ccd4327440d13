import HostileBoard
import LuaREPL
import Testing
import TransportCore

/// Boards that never stop talking, or answer other questions: a dialogue ends with an error of its own type, in time.
@Suite struct HostileDialogueTests {
    private static let token: DialogueToken = {
        var generator = SystemRandomNumberGenerator()
        return DialogueToken(using: &generator)
    }()

    private static let endless: [String] = [
        "x", "x\r\n", "\n", "\0", "\u{1B}[A", "\u{1B}[0;31m", "> ", ">> ", "> >> ", "> \n",
        "\u{1B}[0;32mI (1) a: b\u{1B}[0m\r\n",
        "rst:0x1 (", "stdin:1: boom\n", "Lua error: \tboom\nstack traceback:\n\t[C]: in ?\n",
        "abort() was called\r\nRebooting...\r\n",
    ]

    /// How much longer than its limit a dialogue may take: for the last line and the last read.
    private static let slack = Duration.milliseconds(500)

    private func board(saying text: String) -> HostileBoard {
        let piece = Array(String(repeating: text, count: max(1, 512 / text.utf8.count)).utf8)
        return HostileBoard { _, _ in piece }
    }

    private func expectNoPrompt(
        _ board: HostileBoard,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let dialogue = REPLDialogue(transport: board, token: Self.token)
        await #expect(throws: REPLError.self, sourceLocation: sourceLocation) {
            try await dialogue.synchronise(within: .seconds(5))
        }
        #expect(board.now <= TransportInstant(nanoseconds: 5_000_000_000).advanced(by: Self.slack))
        let record = await dialogue.monitor.record
        #expect(record.partitions.count <= BootRecord.mostEntries, sourceLocation: sourceLocation)
    }

    @Test(arguments: endless)
    func noPromptIsFoundInEndlessOutput(_ text: String) async throws {
        try await expectNoPrompt(board(saying: text))
    }

    @Test func aBoardThatRestartsForeverIsReported() async throws {
        let start = "ets Jul 29 2019 12:21:46\r\n\r\nrst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n"
        let dialogue = REPLDialogue(transport: board(saying: start), token: Self.token)
        let error = await #expect(throws: REPLError.self) { try await dialogue.synchronise(within: .seconds(5)) }
        guard case .crashLoop = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func guessedTokensAreNotAnswers() async throws {
        // A hundred guesses per read, all of them wrong, since the right one is left out.
        let mark = Self.token.mark
        let board = HostileBoard { _, turn in
            let guesses = (0..<100).map { index in
                let digits = String((turn * 100 + index) % 0x100_0000, radix: 16)
                return "~" + String(repeating: "0", count: 6 - digits.count) + digits
            }
            return guesses.filter { $0 != mark }.flatMap { Array("\($0)\tnil\r\n> ".utf8) }
        }
        try await expectNoPrompt(board)
    }

    @Test func anEchoOfTheProbeIsNotAnAnswer() async throws {
        try await expectNoPrompt(HostileBoard { heard, _ in heard })
        try await expectNoPrompt(HostileBoard { heard, _ in heard + Array("> ".utf8) })
    }

    @Test(
        "answers with the right token but to another question",
        arguments: [
            "1+:num42:0", "1+:num42", "-1+:num42:1", "999999999999999999999+:num42:1", "1*:num42:1", "+:num42:1", ":",
            "1+:num42:99999999999999999999", "1+:xxx:1", "\tnil", "", "1+:str\\999:1",
        ]
    )
    func forgedAnswersAreIgnored(_ frame: String) async throws {
        let line = Array("\(Self.token.mark)\(frame)\r\n> ".utf8)
        let board = HostileBoard { _, _ in line }
        let dialogue = REPLDialogue(transport: board, token: Self.token)
        let error = await #expect(throws: REPLError.self) {
            try await dialogue.ask("6*7", timeout: .seconds(2), attempts: 2)
        }
        Self.expectNoAnswer(to: "6*7", error)
        // Two silences, the second twice as long, and a prompt or two in between.
        #expect(board.now <= TransportInstant(nanoseconds: 7_000_000_000).advanced(by: Self.slack))
    }

    @Test func theAnswerToAnotherQuestionIsIgnored() async throws {
        let body = "7+:num42"
        let check = AnswerFrame.check(of: body.utf8)
        let line = Array("\(Self.token.mark)\(body):\(check)\r\n> ".utf8)
        let dialogue = REPLDialogue(transport: HostileBoard { _, _ in line }, token: Self.token)
        let error = await #expect(throws: REPLError.self) {
            try await dialogue.ask("6*7", timeout: .seconds(2), attempts: 1)
        }
        Self.expectNoAnswer(to: "6*7", error)
    }

    private static func expectNoAnswer(to question: String, _ error: REPLError?) {
        guard case .noAnswer(question, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: endless)
    func aQuestionEndsInTime(_ text: String) async throws {
        let board = board(saying: text)
        let dialogue = REPLDialogue(transport: board, token: Self.token)
        let error = await #expect(throws: REPLError.self) {
            try await dialogue.ask("1", timeout: .seconds(2), attempts: 2)
        }
        Self.expectNoAnswer(to: "1", error)
        // Two silences, the second twice as long, and a prompt or two in between.
        #expect(board.now <= TransportInstant(nanoseconds: 7_000_000_000).advanced(by: Self.slack))
    }

    @Test func onlyTheEndOfAStatementsOutputIsKept() async throws {
        // The answer comes after 8 MB of output, in lines of 16 kB.
        let body = "1+:num42"
        let frame = Array("\(Self.token.mark)\(body):\(AnswerFrame.check(of: body.utf8))\r\n> ".utf8)
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: REPLParser.longestLine)
        let board = HostileBoard(bytesPerSecond: 1 << 26) { _, turn in turn < 512 ? line : [0x0A] + frame }
        let dialogue = REPLDialogue(transport: board, token: Self.token)
        let answer = try await dialogue.ask("1", timeout: .seconds(5), attempts: 1)
        #expect(answer.values == [.number("42")])
        #expect(answer.output.map(\.count).reduce(0, +) <= 4 << 20)
    }
}
