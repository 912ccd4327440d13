import LuaREPL
import Testing
import TransportCore

@Suite struct BootMonitorTests {
    private let start = TransportInstant(nanoseconds: 0)
    private let reset = REPLEvent.boot(.reset(code: 12, reason: "SW_CPU_RESET", mode: "SPI_FAST_FLASH_BOOT"))

    @Test func threeResetsWithoutALastingPromptAreALoop() {
        var monitor = BootMonitor()
        for second in 0..<2 { monitor.note(reset, at: start.advanced(by: .seconds(second))) }
        #expect(!monitor.isCrashLooping)
        monitor.note(.prompt(.statement), at: start.advanced(by: .seconds(3)))
        monitor.note(reset, at: start.advanced(by: .seconds(4)))
        #expect(monitor.isCrashLooping)
    }

    @Test func aLastingPromptEndsTheSeriesOfResets() {
        var monitor = BootMonitor()
        for second in 0..<2 { monitor.note(reset, at: start.advanced(by: .seconds(second))) }
        monitor.note(.prompt(.statement), at: start.advanced(by: .seconds(3)))
        monitor.note(reset, at: start.advanced(by: .seconds(60)))
        #expect(!monitor.isCrashLooping)
        #expect(monitor.resets == 3)
    }

    @Test func aNewStartForgetsTheOldRecord() {
        var monitor = BootMonitor()
        monitor.note(.boot(.rom(chip: "esp32")), at: start)
        monitor.note(.boot(.partition(label: "ota_0", type: 0, subtype: 16, offset: 1, size: 2)), at: start)
        #expect(monitor.record.size(ofSlot: "ota_0") == 2)
        monitor.note(.boot(.rom(chip: "esp32")), at: start)
        #expect(monitor.record.partitions.isEmpty)
    }

    @Test func downloadModeAndAnEmptyFlashAreReported() {
        var monitor = BootMonitor()
        monitor.note(.boot(.downloadMode), at: start)
        #expect(monitor.isInDownloadMode)
        monitor.note(reset, at: start)
        #expect(!monitor.isInDownloadMode)
        monitor.note(.boot(.invalidHeader), at: start)
        #expect(monitor.hasNothingToBoot)
    }

    private func crash(_ line: String) -> REPLEvent? {
        CrashText(line).map(REPLEvent.crash)
    }

    @Test func `the first line of a panic is why the board started again`() throws {
        var monitor = BootMonitor()
        for line in [
            "x=1PANIC: unprotected error in call to Lua API (boom)", "abort() was called at PC 0x1", "Rebooting...",
        ] {
            monitor.note(try #require(crash(line)), at: start)
        }
        #expect(monitor.pendingCrash?.message == "PANIC: unprotected error in call to Lua API (boom)")
        let halt = CrashText(kind: .guruMeditation, line: "x Guru Meditation Error: Core  0 panic'ed (Y). Unhandled.: ")
        #expect(halt.quotation == "Guru Meditation Error: Core  0 panic'ed (Y). Unhandled")
        for event in [REPLEvent.boot(.rom(chip: "esp32")), reset] { monitor.note(event, at: start) }
        #expect(monitor.record.crash == monitor.crash)
        #expect(
            monitor.record.restartWords == "crashed (PANIC: unprotected error in call to Lua API (boom)) and restarted"
        )
        #expect(monitor.pendingCrash == nil)
        monitor.note(reset, at: start)
        #expect(monitor.record.crash == nil, "the reset after that had another cause")
        #expect(monitor.record.restartWords == "reset (SW_CPU_RESET)")
    }

    @Test func `a crash text followed by a prompt is not the cause of a later reset`() throws {
        var monitor = BootMonitor()
        monitor.note(
            try #require(crash("Task watchdog got triggered. The following tasks did not reset it:")),
            at: start
        )
        monitor.note(.prompt(.statement), at: start)
        monitor.note(reset, at: start)
        #expect(monitor.record.crash == nil)
    }

    @Test func `what the watchdog and the brownout detector log is a crash`() {
        let found = events(of: "\u{1B}[0;31mE (7) task_wdt: Task watchdog got triggered.\u{1B}[0m\r\n")
        #expect(found == [.crash(CrashText(kind: .taskWatchdog, line: "Task watchdog got triggered."))])
        #expect(
            events(of: "I (7) app: assert failed\r\n") == [
                .log(LogLine(level: .info, milliseconds: 7, tag: "app", text: "assert failed"))
            ]
        )
    }
}
