import HostileBoard
import LuaREPL
import Testing
import TransportCore

/// The time in an error is the time that has really passed.
struct MeasuredWaitTests {
    private static let token = DialogueToken("0a1b2c")

    /// A board that confirms the wrong piece of a chunk at once.
    private func board(that answers: @escaping @Sendable (_ question: Int) -> String) throws -> HostileBoard {
        let mark = try #require(Self.token).mark
        return HostileBoard { heard, _ in
            let text = String(decoding: heard, as: UTF8.self)
            guard let call = text.firstRange(of: "otaflash."), let open = text[call.upperBound...].firstIndex(of: "("),
                let question = Int(text[open...].dropFirst().prefix { $0.isNumber })
            else { return [] }
            let body = answers(question)
            return Array("\n\(mark)\(body):\(AnswerFrame.check(of: body.utf8))\n> ".utf8)
        }
    }

    private func wait(_ board: HostileBoard, _ body: (REPLDialogue) async throws -> Void) async throws -> Duration {
        let dialogue = REPLDialogue(transport: board, token: try #require(Self.token))
        let start = board.now
        let error = await #expect(throws: REPLError.self) { try await body(dialogue) }
        guard case .noAnswer(_, let waited) = error else {
            Issue.record("\(String(describing: error))")
            return .zero
        }
        let passed = start.duration(to: board.now)
        #expect(waited > .zero && waited <= passed, "said \(waited), and it was \(passed)")
        return waited
    }

    @Test func aPieceThatIsNotStored() async throws {
        let board = try board { "\($0)+:num0" }
        let waited = try await wait(board) { _ = try await $0.run(Array("return 1".utf8), timeout: .seconds(30)) }
        #expect(waited < .seconds(1))
    }

    @Test func aPieceThatGetsNoAnswer() async throws {
        let waited = try await wait(HostileBoard { _, _ in [] }) {
            _ = try await $0.run(Array("return 1".utf8), timeout: .seconds(30))
        }
        #expect(waited > .seconds(20))
    }

    @Test func anAgentThatDoesNotWork() async throws {
        let board = try board { "\($0)+:nil:nil:nil:nil" }
        let waited = try await wait(board) { try await $0.install() }
        #expect(waited > .seconds(1))
    }

    @Test("a board that falls silent while the agent is installed is given up in time")
    func aSilentBoard() async throws {
        let dialogue = REPLDialogue(transport: HostileBoard { _, _ in [] }, token: try #require(Self.token))
        let start = await dialogue.transport.now
        await #expect(throws: REPLError.self) { try await dialogue.install() }
        #expect(start.duration(to: await dialogue.transport.now) < .seconds(28))
    }

    @Test func aQuestionThatGetsNoAnswer() async throws {
        let waited = try await wait(HostileBoard { _, _ in [] }) { _ = try await $0.ask("1", timeout: .seconds(1)) }
        #expect(waited >= .seconds(7))
    }
}
