import MockBoard
import Testing

/// `tmr`, in the board's own time (`nodemcu-firmware dev-esp32 tmr.c`).
@Suite struct TimerModuleTests {
    private let count = "n=0 t=tmr.create() t:alarm(100,tmr.%,function(x) n=n+1 if again then x:start() end end)"

    private func counting(_ mode: String, _ line: FirmwareLine = .idf5) async throws -> PromptConversation {
        let prompt = try await PromptConversation(line, line.luaReleases[0])
        #expect(try await prompt.answer(to: count.replacing("%", with: mode)) == "> ")
        return prompt
    }

    @Test("the modes have the firmware's numbers", arguments: FirmwareLine.allCases)
    func numbers(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, line.luaReleases[0])
        #expect(try await prompt.answer(to: "print(tmr.ALARM_SINGLE,tmr.ALARM_SEMI,tmr.ALARM_AUTO)") == "0\t2\t1\n> ")
    }

    @Test("an automatic timer goes on until it is stopped", arguments: FirmwareLine.allCases)
    func automatic(_ line: FirmwareLine) async throws {
        let prompt = try await counting("ALARM_AUTO", line)
        _ = try await prompt.answer(to: "print(1)", within: .milliseconds(950))
        #expect(try await prompt.answer(to: "print(n>8,t:state())") == "true\ttrue\t1\n> ")
        #expect(try await prompt.answer(to: "print(t:stop(),t:stop())") == "true\tfalse\n> ")
        let counted = try await prompt.answer(to: "print(n)", within: .seconds(1))
        #expect(try await prompt.answer(to: "print(n)") == counted)
    }

    @Test func aTimerInHalfAutomaticModeWaitsToBeStartedAgain() async throws {
        let prompt = try await counting("ALARM_SEMI")
        #expect(try await prompt.answer(to: "print(n,t:state())", within: .seconds(1)) == "1\tfalse\t2\n> ")
        _ = try await prompt.answer(to: "again=true t:start()", within: .seconds(1))
        #expect(try await prompt.answer(to: "print(n>5)") == "true\n> ")
    }

    @Test func aSingleTimerIsGoneOnceItFired() async throws {
        let prompt = try await counting("ALARM_SINGLE")
        #expect(try await prompt.answer(to: "print(n,t:state())", within: .seconds(1)) == "1\tnil\n> ")
        #expect(try await prompt.answer(to: "t:start()").contains("timer not registered"))
    }

    @Test func aRunningTimerIsNotCollected() async throws {
        let prompt = try await counting("ALARM_SINGLE")
        #expect(try await prompt.answer(to: "t=nil collectgarbage() collectgarbage()") == "> ")
        #expect(try await prompt.answer(to: "print(n)", within: .seconds(1)) == "1\n> ")
    }

    @Test func aTimerFiresWhileBytesKeepComing() async throws {
        let prompt = try await counting("ALARM_AUTO")
        // A call takes longer than a byte on the line, so that there is always another one.
        let callback =
            "function(c) for i=1,200 do end if c=='?' then n=0 elseif c=='.' then last=n elseif c=='!' then print(last) end end"
        _ = try await prompt.answer(to: "uart.start(0) uart.on('data',0,\(callback),0)")
        _ = try await prompt.answer(to: "?" + String(repeating: ".", count: 1500), within: .seconds(1))
        let counted = try await prompt.answer(to: "!")
        #expect(Int(counted.filter(\.isNumber)).map { $0 > 1 } == true, "\(counted)")
    }

    @Test(arguments: [
        ("t:register(0,0,print)", "Range: 1-6870947"), ("t:register(1,7,print)", "Invalid mode"),
        ("t:register(1,0,5)", "function expected"), ("t.state(5)", "tmr.timer expected"),
    ])
    func wrongArguments(_ line: String, _ message: String) async throws {
        let prompt = try await PromptConversation()
        _ = try await prompt.answer(to: "t=tmr.create()")
        #expect(try await prompt.answer(to: line).contains(message))
    }
}
