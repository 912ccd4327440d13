import MockBoard
import Testing
import TransportCore

@testable import ESPDevice

/// Item 9 of an accurate console: the faults, each at its own place.
///
/// The syntax of faults is in `FaultTests`, those of the flash are in `PowerLossTests`.
@Suite struct FaultChecklistTests {
    private func board(_ faults: String, _ line: FirmwareLine = .idf5) async throws -> PromptConversation {
        try await PromptConversation(line, isInstant: true) { $0.faults = try FaultSchedule(parsing: faults) }
    }

    @Test(
        "9: a byte is dropped, doubled or flipped",
        arguments: [
            ("drop-byte@2", "=2\n", "=\n", ">"), ("double-byte@2", "=2\n", "=22\n22\n> ", ""),
            ("flip-bit@2:0", "=2\n", "=3\n3\n> ", ""),
        ]
    )
    func bytes(_ fault: String, _ typed: String, _ said: String, _ end: String) async throws {
        let prompt = try await board(fault)
        let answer = try await prompt.typing(typed)
        #expect(answer.hasPrefix(said))
        #expect(answer.contains(end))
        #expect(try await prompt.typing("=4\n").hasSuffix("4\n> "))
    }

    @Test("9: a lost quote leaves a statement open, and a deliberate error ends it", arguments: FirmwareLine.allCases)
    func quote(_ line: FirmwareLine) async throws {
        let prompt = try await board("drop-byte@9", line)
        #expect(try await prompt.typing("print('a')\n").hasSuffix("\n>> "))
        #expect(try await prompt.typing("\n") == "\n>> ")
        #expect(try await prompt.typing("@\n").contains("unfinished string"))
        #expect(try await prompt.typing("=1\n") == "=1\n1\n> ")
    }

    @Test("9: a log line appears in the middle of an echo")
    func noise() async throws {
        let prompt = try await board("noise:150ms")
        var said = ""
        for character in "=" + String(repeating: "1", count: 20) {
            said += try await prompt.typing(String(character), within: .milliseconds(30))
        }
        let line = try #require(said.firstRange(of: /\e\[0;3\dm[EWI] \(\d+\) .*\e\[0m\n/))
        #expect(said.hasPrefix("=1") && line.lowerBound > said.startIndex && said.hasSuffix("1"))
        #expect(try await prompt.answer(to: "node.osprint(false)", within: .milliseconds(20)).hasSuffix("> "))
    }

    @Test("9: an application prints at any time, and not only complete lines")
    func talking() async throws {
        let prompt = try await board("talking:100ms")
        let said = try await prompt.listening(for: .milliseconds(150))
        #expect(said.contains(/\r?\d+%/) && said.contains("[app] tick\n") && said.contains("."))
        // This is the application's own output, so the library's log does not report it.
        #expect(try await prompt.answer(to: "node.osprint(false)", within: .milliseconds(20)).contains("> "))
        #expect(try await !prompt.listening(for: .milliseconds(150)).isEmpty)
    }

    @Test(
        "9: an application keeps Lua busy when a line has come",
        arguments: [true, false],
        [FirmwareLine.idf5, .idf3]
    )
    func busy(_ isInstant: Bool, _ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, isInstant: isInstant) {
            $0.faults = try FaultSchedule(parsing: "lua-busy:6s:100")
        }
        let sent = await prompt.board.now
        // Longer than the watchdog allows for a task that does not feed it.
        #expect(try await prompt.typing("=1\n", within: .seconds(7)).hasSuffix("1\n> "))
        #expect(sent.duration(to: await prompt.board.now) >= .seconds(6))
        #expect(await prompt.board.counters.resets == 1)
        #expect(await prompt.board.counters.bytesLost == 0)
    }

    @Test("9: bytes fill the buffers while Lua is busy, and alarms run before the line")
    func busyBuffers() async throws {
        let prompt = try await PromptConversation {
            $0.faults = try FaultSchedule(parsing: "lua-busy:2s:100")
        }
        _ = try await prompt.typing("\n", within: .milliseconds(100))
        _ = try await prompt.typing(String(repeating: "-", count: 900), within: .seconds(3))
        #expect(await prompt.board.counters.bytesLost > 0)
        _ = try await prompt.typing("\n", within: .seconds(3))
        let timer = "n=0 t=tmr.create() t:alarm(1000,tmr.ALARM_SINGLE,function() n=n+1 end)"
        _ = try await prompt.typing(timer + "\n", within: .seconds(3))
        #expect(try await prompt.typing("=n\n", within: .seconds(3)).hasSuffix("1\n> "))
    }

    @Test("9: alarms are lost, and an automatic timer fires again", arguments: [true, false])
    func alarms(_ isInstant: Bool) async throws {
        let prompt = try await PromptConversation(isInstant: isInstant) {
            $0.faults = try FaultSchedule(parsing: "lost-alarm:100")
        }
        let single = "s=tmr.create() s:alarm(10,tmr.ALARM_SINGLE,function() n=1 end)"
        _ = try await prompt.answer(to: single, within: .seconds(1))
        #expect(try await prompt.answer(to: "print(n,s:state())") == "nil\ttrue\t0\n> ")
        await prompt.board.heal()
        let auto = "n=0 t=tmr.create() t:alarm(10,tmr.ALARM_AUTO,function() n=n+1 end)"
        _ = try await prompt.answer(to: auto, within: .seconds(1))
        #expect(try await prompt.answer(to: "print(n>50)") == "true\n> ")
        let half = try await PromptConversation(isInstant: isInstant) {
            $0.faults = try FaultSchedule(parsing: "lost-alarm")
        }
        _ = try await half.answer(to: auto, within: .seconds(1))
        #expect(try await half.answer(to: "print(n>20 and n<80,t:state())") == "true\ttrue\t1\n> ")
    }

    private func write(_ prompt: PromptConversation) async throws -> String {
        try await prompt.answer(to: "otaupgrade.write('\\233')", within: .seconds(1))
    }

    @Test("9: a prompt is late or missing")
    func delays() async throws {
        let prompt = try await board("stall@1:3s,drop-reply@2")
        _ = try await prompt.answer(to: "otaupgrade.commence()")
        let before = await prompt.board.now
        #expect(try await prompt.answer(to: "otaupgrade.write('\\233')", within: .seconds(5)) == "> ")
        #expect(before.duration(to: await prompt.board.now) >= .seconds(3))
        #expect(try await write(prompt) == "")
    }

    @Test("9: the board restarts unexpectedly at a chunk")
    func resets() async throws {
        let prompt = try await board("reset@chunk:2")
        _ = try await prompt.answer(to: "otaupgrade.commence()")
        #expect(try await write(prompt) == "> ")
        #expect(try await write(prompt).contains("rst:0x"))
    }

    /// A board with an image written to its other slot and selected, and the output of the restart.
    private func updated(_ faults: String, rollback: Bool) async throws -> (PromptConversation, String) {
        let prompt = try await PromptConversation(isInstant: true) {
            $0.faults = try FaultSchedule(parsing: faults)
            ($0.bootloaderRollsBack, $0.applicationRollsBack) = (rollback, rollback)
        }
        _ = try await prompt.answer(to: "otaupgrade.commence()")
        var rest = SampleImage(version: "2.0.0").bytes[...]
        while !rest.isEmpty {
            let literal = rest.prefix(50).map { "\\" + String("\(1000 + Int($0))".dropFirst()) }.joined()
            rest = rest.dropFirst(50)
            _ = try await prompt.typing("otaupgrade.write('\(literal)')\n")
        }
        let said = try await prompt.answer(to: "otaupgrade.complete(1)", within: .seconds(2))
        return (prompt, said)
    }

    @Test("9: a new image cannot be loaded: the old one runs, and the record stays", arguments: [true, false])
    func fallsBack(_ rollback: Bool) async throws {
        let (prompt, said) = try await updated("image-not-bootable", rollback: rollback)
        #expect(said.contains("boot: OTA app partition slot 1 is not bootable"))
        #expect(said.contains("Loaded app from partition at offset 0x10000"))
        #expect(try await prompt.answer(to: "=otaupgrade.info()").hasPrefix("ota_0\tota_1\t"))
    }

    @Test("9: a new image that is not accepted is rolled back at the next restart")
    func rollsBack() async throws {
        let (prompt, _) = try await updated("", rollback: true)
        let state = "=select(3,otaupgrade.info()).ota_1.state"
        #expect(try await prompt.answer(to: state) == "testing\n> ")
        #expect(
            try await prompt.answer(to: "otaupgrade.commence()").contains("can't upgrade from unconfirmed firmware")
        )
        _ = try await prompt.answer(to: "node.restart()", within: .seconds(2))
        #expect(try await prompt.answer(to: state) == "aborted\n> ")
        #expect(try await prompt.answer(to: "=otaupgrade.info()").hasPrefix("ota_0\tota_0\t"))
    }

    @Test("9: a new image crashes: once with rollback, forever without", arguments: [true, false])
    func crashes(_ rollback: Bool) async throws {
        let (prompt, said) = try await updated("crash-loop", rollback: rollback)
        #expect(said.contains("Guru Meditation Error: Core  0 panic'ed"))
        let resets = await prompt.board.counters.resets
        await prompt.board.run(for: .seconds(30))
        if rollback {
            #expect(await prompt.board.running == "ota_0")
            #expect(await prompt.board.counters.resets == resets)
        } else {
            #expect(await prompt.board.counters.resets > resets + 3)
        }
    }

    @Test("9: the console is deaf", arguments: FirmwareLine.allCases)
    func deaf(_ line: FirmwareLine) async throws {
        let prompt = try await board("deaf", line)
        #expect(prompt.boot.hasSuffix("> "))
        #expect(try await prompt.typing("=1\n", within: .seconds(5)) == "")
    }

    @Test("9: the console vanishes and returns")
    func unplugs() async throws {
        let prompt = try await board("unplug@1:2s")
        _ = try await prompt.answer(to: "otaupgrade.commence()")
        await #expect(throws: (any Error).self) { try await write(prompt) }
        let back = try await PromptConversation(prompt.board)
        #expect(try await back.typing("=1\n").hasSuffix("1\n> "))
        #expect(await prompt.board.counters.resets == 1)
    }
}
