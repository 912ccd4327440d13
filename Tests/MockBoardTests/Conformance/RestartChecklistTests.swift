import ESPImage
import MockBoard
import Testing

@testable import ESPDevice

/// Item 8 of an accurate console: the output of a restart for every reason, and the causes of restarts.
///
/// The text of each chip's ROM and of each release's bootloader and firmware is in `BootOutputTests`, the text of crashes
/// is in `PanicOutputTests`.
@Suite struct RestartChecklistTests {
    static let consoles: [(FirmwareLine, ConsoleInterface)] = FirmwareLine.allCases.flatMap { line in
        line.consoles.map { (line, $0) }
    }

    // MARK: 8. The text of a start

    @Test(
        "8: ROM, bootloader with the offset, banner, init.lua and prompt come in this order",
        arguments: FirmwareLine.allCases
    )
    func order(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line)
        let missing =
            line == .idf3 ? "lua: cannot open init.lua\n> " : "cannot open init.lua: No such file or directory\n> "
        var rest = prompt.boot[...]
        for part in [
            "ets J", "rst:0x1 (POWERON_RESET)", "entry 0x", "boot: ESP-IDF v", "ota_1",
            "boot: Loaded app from partition at offset 0x10000", "Project name:", "App version:",
            line == .idf3
                ? "Mounting flash filesystem..." : "Failed to mount SPIFFS partition: no SPIFFS partition found\n",
            "\nNodeMCU ESP32 build ", missing,
        ] {
            let range = try #require(rest.firstRange(of: part), "\(part)")
            rest = rest[range.upperBound...]
        }
        #expect(rest.isEmpty)
    }

    @Test(
        "8: each reason is named by the ROM and told by node.bootreason()",
        arguments: [
            (ResetReason.powerOn, "rst:0x1 (POWERON_RESET)", "1\t8"), (.externalPin, "rst:0x1 (POWERON_RESET)", "1\t8"),
            (.software, "rst:0xc (SW_CPU_RESET)", "2\t19\t0"), (.panic, "rst:0xc (SW_CPU_RESET)", "2\t19\t0"),
            (.taskWatchdog, "rst:0xc (SW_CPU_RESET)", "2\t19\t0"),
            (.interruptWatchdog, "rst:0xc (SW_CPU_RESET)", "2\t19\t0"),
            (.hardwareWatchdog, "rst:0x7 (TG0WDT_SYS_RESET)", "3\t14"),
            (.brownOut, "rst:0xf (RTCWDT_BROWN_OUT_RESET)", "3\t22"),
            (.deepSleep, "rst:0x5 (DEEPSLEEP_RESET)", "3\t12"), (.bootloader, "rst:0x3 (SW_RESET)", "2\t10"),
        ]
    )
    func reasons(_ reason: ESPDevice.ResetReason, _ text: String, _ told: String) async throws {
        let prompt = try await PromptConversation()
        await prompt.board.reset(reason)
        #expect(try await prompt.listening(for: .seconds(2)).contains(text))
        #expect(try await prompt.answer(to: "=node.bootreason()") == told + "\n> ")
        #expect(try await PromptConversation { $0.firstReset = reason }.boot.contains(text))
    }

    @Test("8: Lua's request is the reason for the next start", arguments: FirmwareLine.allCases)
    func restarts(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line)
        let said = try await prompt.answer(to: "node.restart()", within: .seconds(2))
        #expect(said.contains("rst:0xc (SW_CPU_RESET)"))
        #expect(said.hasSuffix("> "))
        // A line that restarts the chip has no prompt in its reply.
        #expect(said.hasPrefix("ets J"))
    }

    @Test("8: deep sleep is silent, and ends with a start", arguments: FirmwareLine.allCases)
    func sleeps(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line)
        #expect(try await prompt.answer(to: "node.dsleep({secs=60})", within: .seconds(50)) == "")
        #expect(try await prompt.typing("=1\n", within: .seconds(1)) == "")
        let said = try await prompt.listening(for: .seconds(12))
        #expect(said.contains("rst:0x5 (DEEPSLEEP_RESET)"))
        #expect(said.hasSuffix("> "))
    }

    @Test("8: a USB console vanishes at a restart, and its early output is lost", arguments: consoles)
    func vanishes(_ line: FirmwareLine, _ console: ConsoleInterface) async throws {
        let prompt = try await PromptConversation(line) { configuration in
            configuration.console = console
            configuration.consoleChangesAddress = true
            guard console != .uart else { return }
            configuration.chip = console == .usbCDC ? .esp32s2 : .esp32c3
            configuration.firmware = SampleImage(chip: configuration.chip, version: "1.0.0").bytes
        }
        let port = SimulatedPort(of: prompt.board)
        guard console != .uart else {
            #expect(try await prompt.answer(to: "node.restart()", within: .seconds(2)).hasSuffix("> "))
            #expect(port.address == prompt.board.address)
            return
        }
        await #expect(throws: (any Error).self) { try await prompt.answer(to: "node.restart()", within: .seconds(2)) }
        // It is back under another name, and its old name does not exist.
        let back = try await PromptConversation(prompt.board)
        #expect(!back.boot.contains("rst:0x"))
        #expect(try await back.typing("=1\n").hasSuffix("1\n> "))
        #expect(port.address != prompt.board.address)
        await #expect(throws: (any Error).self) { try await port.reconnect(within: .seconds(5)) }
    }

    // MARK: Watchdogs and crashes

    @Test("a line that keeps the idle task from running for five seconds panics", arguments: FirmwareLine.allCases)
    func taskWatchdog(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line)
        let said = try await prompt.answer(to: "while true do end", within: .seconds(8))
        for part in ["Task watchdog got triggered.", "Rebooting...", "rst:0xc (SW_CPU_RESET)", "NodeMCU ESP32"] {
            #expect(said.contains(part), "\(part)")
        }
        #expect(said.contains("abort() was called") == (line == .idf3 || line == .idf4))
        #expect(said.hasSuffix("> "))
    }

    @Test(
        "a loop that feeds the watchdog goes on, and the board is deaf",
        arguments: [FirmwareLine.idf4, .idf5, .console]
    )
    func feeds(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line)
        let loop = "for i=1,200 do for k=1,100000 do end tmr.wdclr() end print('done')"
        #expect(try await prompt.answer(to: loop, within: .seconds(4)) == "")
        #expect(try await prompt.listening(for: .seconds(8)) == "done\n> ")
    }

    @Test(
        "an error in a callback restarts the chip after two seconds",
        arguments: [FirmwareLine.idf4, .idf5, .console],
        LuaRelease.allCases
    )
    func callbackErrors(_ line: FirmwareLine, _ lua: LuaRelease) async throws {
        let fails = "tmr.create():alarm(100,0,function() error('gone') end)"
        let prompt = try await PromptConversation(line, lua)
        let said = try await prompt.answer(to: fails, within: .milliseconds(1900))
        #expect(said.contains("stdin:1: gone\nstack traceback:\n"))
        #expect(!said.contains("Lua error"))
        // The prompt works meanwhile.
        #expect(!said.contains("rst:"))
        #expect(try await prompt.listening(for: .seconds(3)).contains("rst:0xc"))

        _ = try await prompt.answer(to: "node.setonerror(function(e) print('seen '..#e) end)")
        #expect(try await prompt.answer(to: fails, within: .seconds(4)).contains("seen "))
    }

    @Test func anErrorInATimerOfTheOldestLinePanics() async throws {
        let prompt = try await PromptConversation(.idf3)
        let said = try await prompt.answer(
            to: "tmr.create():alarm(100,0,function() error('gone') end)",
            within: .seconds(3)
        )
        #expect(said.contains("PANIC: unprotected error in call to Lua API (stdin:1: gone)"))
        #expect(said.contains("rst:0xc"))
    }

    @Test("joined lines beyond 4096 bytes crash the board, in Lua 5.1", arguments: [FirmwareLine.idf3, .idf4, .idf5])
    func pendingLines(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line, .lua51)
        _ = try await prompt.answer(to: "t={")
        let item = "'" + String(repeating: "x", count: 240) + "',"
        var said = ""
        for _ in 0..<20 where !said.contains("overflow") { said = try await prompt.answer(to: item) }
        #expect(said.contains(line == .idf3 ? "PANIC: unprotected error" : "string length overflow"))
        said += try await prompt.listening(for: .seconds(3))
        #expect(said.contains("rst:0xc"))
    }

    // MARK: init.lua

    @Test("init.lua: its output comes before the first prompt", arguments: FirmwareLine.allCases)
    func initNoise(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line) { $0.initLua = Array("for i=1,3 do print('noise',i) end".utf8) }
        #expect(prompt.boot.hasSuffix("\nnoise\t1\nnoise\t2\nnoise\t3\n> "))
    }

    @Test("init.lua: an error is reported, and the prompt comes", arguments: FirmwareLine.allCases)
    func initErrors(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line) { $0.initLua = Array("print(1)\nerror('bad')".utf8) }
        #expect(prompt.boot.contains((line == .idf3 ? "\nlua: " : "\n") + "init.lua:2: bad\nstack traceback:\n"))
        #expect(prompt.boot.hasSuffix("> "))
        let broken = try await PromptConversation(line) { $0.initLua = Array("x=)".utf8) }
        #expect(
            broken.boot.hasSuffix((line == .idf3 ? "\nlua: " : "\n") + "init.lua:1: unexpected symbol near ')'\n> ")
        )
    }

    @Test("init.lua: an endless loop restarts the board forever", arguments: FirmwareLine.allCases)
    func initLoops(_ line: FirmwareLine) async throws {
        let board = try await PromptConversation(line) { $0.initLua = Array("while true do end".utf8) }.board
        await board.run(for: .seconds(20))
        #expect(await board.counters.resets >= 3)
    }

    @Test("init.lua: it can take the console", arguments: FirmwareLine.allCases)
    func initTakesTheConsole(_ line: FirmwareLine) async throws {
        let takes =
            switch line {
            case .idf3, .idf4: "uart.on('data',1,function() end,0)"
            case .idf5: "uart.start(0) uart.on('data',1,function() end,0)"
            case .console: "console.mode(0)"
            }
        let prompt = try await PromptConversation(line) { $0.initLua = Array(takes.utf8) }
        #expect(try await prompt.typing("=1\n", within: .seconds(3)) == "")
        await prompt.board.cyclePower()
        #expect(try await prompt.listening(for: .seconds(3)).contains("NodeMCU"))
    }

    @Test("init.lua: output of its timers can appear anywhere", arguments: FirmwareLine.allCases)
    func initTimers(_ line: FirmwareLine) async throws {
        let prompt = try await PromptConversation(line) {
            $0.initLua = Array("tmr.create():alarm(300,1,function() print('tick') end)".utf8)
        }
        // Also between the characters of a line.
        #expect(try await prompt.typing("=1", within: .milliseconds(250)).hasPrefix("=1"))
        #expect(try await prompt.listening(for: .milliseconds(350)).hasPrefix("tick\ntick\n"))
    }
}
