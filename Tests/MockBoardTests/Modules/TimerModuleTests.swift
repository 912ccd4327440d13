import MockBoard
import Testing

/// `tmr`, in simulated time (`nodemcu-firmware dev-esp32 tmr.c`).
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

    @Test("an automatic timer repeats until it is stopped", arguments: FirmwareLine.allCases)
    func automatic(_ line: FirmwareLine) async throws {
        let prompt = try await counting("ALARM_AUTO", line)
        _ = try await prompt.answer(to: "print(1)", within: .milliseconds(950))
        #expect(try await prompt.answer(to: "print(n>8,t:state())") == "true\ttrue\t1\n> ")
        #expect(try await prompt.answer(to: "print(t:stop(),t:stop())") == "true\tfalse\n> ")
        let counted = try await prompt.answer(to: "print(n)", within: .seconds(1))
        #expect(try await prompt.answer(to: "print(n)") == counted)
    }

    @Test func aSemiAutomaticTimerWaitsUntilItIsStartedAgain() async throws {
        let prompt = try await counting("ALARM_SEMI")
        #expect(try await prompt.answer(to: "print(n,t:state())", within: .seconds(1)) == "1\tfalse\t2\n> ")
        _ = try await prompt.answer(to: "again=true t:start()", within: .seconds(1))
        #expect(try await prompt.answer(to: "print(n>5)") == "true\n> ")
    }

    @Test func aSingleTimerIsUnregisteredOnceItFired() async throws {
        let prompt = try await counting("ALARM_SINGLE")
        #expect(try await prompt.answer(to: "print(n,t:state())", within: .seconds(1)) == "1\tnil\n> ")
        #expect(try await prompt.answer(to: "t:start()").contains("timer not registered"))
    }

    @Test func aRunningTimerIsNotCollected() async throws {
        let prompt = try await counting("ALARM_SINGLE")
        #expect(try await prompt.answer(to: "t=nil collectgarbage() collectgarbage()") == "> ")
        #expect(try await prompt.answer(to: "print(n)", within: .seconds(1)) == "1\n> ")
    }

    /// How many alarms of a timer of 10 ms are lost while Lua processes `bytes` bytes, half a millisecond each.
    private func alarmsLost(while bytes: Int) async throws -> Int {
        let prompt = try await PromptConversation(.console)
        let callback = "function(c) for i=1,1000 do end if c=='!' then print(n) end end"
        _ = try await prompt.answer(to: "n=0 tmr.create():alarm(10,1,function() n=n+1 end)")
        _ = try await prompt.answer(to: "console.on('data',0,\(callback)) console.mode(0)")
        _ = try await prompt.typing(String(repeating: ".", count: bytes), within: .seconds(1))
        let fired = try await [prompt.typing("!"), prompt.typing("!")].map { Int($0.filter(\.isNumber)) ?? 0 }
        #expect(fired[0] < fired[1])
        return await prompt.board.counters.alarmsLost
    }

    @Test func `an automatic timer loses alarms while bytes fill the task queue, and continues`() async throws {
        #expect(try await alarmsLost(while: 90) == 0)
        #expect(try await alarmsLost(while: 1500) > 10)
    }

    /// A timer that becomes due while Lua is busy, with bytes waiting.
    private func fallingDue(
        _ mode: String,
        _ line: FirmwareLine,
        after bytes: Int,
        isInstant: Bool = false
    ) async throws -> PromptConversation {
        let prompt = try await PromptConversation(line, line.luaReleases[0], isInstant: isInstant)
        let timer = "n=0 t=tmr.create() t:alarm(200,tmr.ALARM_\(mode),function() n=n+1 end)"
        _ = try await prompt.typing(timer + " for i=1,700000 do end\n", within: .milliseconds(30))
        // A comment, which cannot be an incomplete statement.
        _ = try await prompt.typing(String(repeating: "-", count: bytes), within: .seconds(1))
        _ = try await prompt.typing("\n")
        return prompt
    }

    @Test("an alarm is lost if bytes of the console fill the task queue", arguments: [FirmwareLine.idf5, .console])
    func lost(_ line: FirmwareLine) async throws {
        for mode in ["SINGLE", "SEMI"] {
            let prompt = try await fallingDue(mode, line, after: 150)
            let number = mode == "SINGLE" ? 0 : 2
            #expect(try await prompt.answer(to: "print(n,t:state())") == "0\ttrue\t\(number)\n> ")
            #expect(await prompt.board.counters.alarmsLost == 1)
            // It counts as running, so starting it does nothing; after a stop it starts.
            _ = try await prompt.answer(to: "print(t:start())", within: .seconds(1))
            #expect(try await prompt.answer(to: "print(n,t:stop(),t:start())") == "0\ttrue\ttrue\n> ")
            _ = try await prompt.listening(for: .seconds(1))
            #expect(try await prompt.answer(to: "print(n)") == "1\n> ")
        }
        let prompt = try await fallingDue("AUTO", line, after: 150)
        #expect(try await prompt.answer(to: "print(n>0,t:state())") == "true\ttrue\t1\n> ")
        #expect(await prompt.board.counters.alarmsLost == 1)
    }

    @Test("an alarm is not lost if fewer bytes wait or its queue holds no bytes", arguments: FirmwareLine.allCases)
    func kept(_ line: FirmwareLine) async throws {
        let sharesQueue = line == .idf5 || line == .console
        let prompt = try await fallingDue("SINGLE", line, after: sharesQueue ? 90 : 200)
        #expect(try await prompt.answer(to: "print(n,t:state())") == "1\tnil\n> ")
        #expect(await prompt.board.counters.alarmsLost == 0)
    }

    @Test func `nothing is lost on a console without time costs`() async throws {
        let prompt = try await fallingDue("SINGLE", .idf5, after: 150, isInstant: true)
        #expect(try await prompt.answer(to: "print(n,t:state())") == "1\tnil\n> ")
    }

    @Test func `alarms and posted tasks share the high-priority queue`() async throws {
        let prompt = try await PromptConversation()
        let posts = "for i=1,101 do ok,e=pcall(node.task.post,2,function() end) end print(i,ok,e)"
        #expect(try await prompt.answer(to: posts) == "nil\tfalse\tTask queue overflow. Task not posted\n> ")
        let alarm = "t=tmr.create() t:alarm(10,0,function() n=1 end)"
        let busy = "for i=1,100 do node.task.post(2,function() end) end for i=1,100000 do end"
        #expect(try await prompt.answer(to: "\(alarm) \(busy)") == "> ")
        #expect(try await prompt.answer(to: "print(n,t:state())") == "nil\ttrue\t0\n> ")
    }

    @Test func `bytes and alarms are processed in the order of their arrival`() async throws {
        let prompt = try await PromptConversation(.console)
        _ = try await prompt.answer(to: "s='' console.on('data',0,function(c) s=s..c end)")
        let timer = "tmr.create():alarm(100,0,function() s=s..'!' end) for i=1,500000 do end"
        _ = try await prompt.typing(timer + "\n", within: .milliseconds(30))
        _ = try await prompt.typing("--<a", within: .milliseconds(150))
        _ = try await prompt.typing("b>\n")
        #expect(try await prompt.answer(to: "print(s:match('<.->'))").hasPrefix("<a!b>\n"))
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
