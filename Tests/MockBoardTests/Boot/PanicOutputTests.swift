import Testing

@testable import ESPDevice

@Suite struct PanicOutputTests {
    private func text(_ crash: Crash, _ chip: ChipModel = .esp32, _ release: IDFRelease = .v5_1_3) -> String {
        PanicOutput(chip: chip, release: release, elfHash: [UInt8](0..<32)).lines(crash, uptimeMilliseconds: 4321)
            .map { $0.rendered(newline: "\n", colours: false) }.joined()
    }

    @Test func anExceptionOfXtensa() {
        let text = text(.exception)
        #expect(
            text.hasPrefix(
                "Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled.\r\n\r\nCore  0 register dump:\r\nPC      : 0x"
            )
        )
        #expect(text.contains("EXCVADDR: 0x00000000"))
        #expect(text.contains("\r\n\r\nBacktrace: 0x"))
        #expect(text.hasSuffix("\r\n\r\n\r\nELF file SHA256: 0001020304050607\r\n\r\nRebooting...\r\n"))
    }

    @Test func anExceptionOfRISCV() {
        let text = text(.exception, .esp32c3)
        #expect(
            text.hasPrefix("Guru Meditation Error: Core  0 panic'ed (Load access fault). Exception was unhandled.\r\n")
        )
        #expect(text.contains("MHARTID : 0x00000000"))
        #expect(text.contains("Stack memory:\r\n"))
        #expect(!text.contains("Backtrace:"))
    }

    @Test func anAbortHasNoRegistersOnXtensa() {
        #expect(text(.abort).hasPrefix("\r\nabort() was called at PC 0x400d5f3c on core 0\r\n"))
        #expect(!text(.abort).contains("register dump"))
        #expect(text(.abort, .esp32c3).contains("register dump"))
        #expect(text(.abort, .esp32, .v3_3_4).hasPrefix("abort() was called at PC 0x400d5f3c on core 0\r\n"))
    }

    @Test(arguments: [
        (IDFRelease.v3_3_4, "tasks", "IDLE0"), (.v4_4_6, "tasks", "IDLE0"), (.v5_1_3, "tasks/users", "IDLE"),
        (.v5_3_2, "tasks/users", "IDLE0"),
    ])
    func theWatchdogNamesTheTasks(_ release: IDFRelease, _ who: String, _ idle: String) {
        let text = text(.taskWatchdog, .esp32, release)
        #expect(
            text.hasPrefix(
                "E (4321) task_wdt: Task watchdog got triggered. "
                    + "The following \(who) did not reset the watchdog in time:\r\n"
                    + "E (4321) task_wdt:  - \(idle) (CPU 0)\r\n"
            )
        )
        #expect(text.contains("E (4321) task_wdt: CPU 0: main\r\nE (4321) task_wdt: CPU 1: IDLE"))
        #expect(text.contains("task_wdt: Aborting.\r\n"))
        #expect(text.hasSuffix("Rebooting...\r\n"))
        #expect(!self.text(.taskWatchdog, .esp32c3, release).contains("CPU 1"))
    }

    @Test func aLuaPanicGoesThroughStandardOutput() {
        let text = text(.luaPanic(message: "not enough memory"))
        #expect(
            text.hasPrefix(
                "PANIC: unprotected error in call to Lua API (not enough memory)\n\r\nabort() was called at PC 0x"
            )
        )
    }

    @Test func otherCrashesAreNamed() {
        #expect(
            text(.stackOverflow(task: "console")).hasPrefix(
                "***ERROR*** A stack overflow in task console has been detected.\r\n"
            )
        )
        #expect(
            text(.interruptWatchdog).hasPrefix(
                "Guru Meditation Error: Core  0 panic'ed (Interrupt wdt timeout on CPU0). \r\n"
            )
        )
        #expect(
            text(.interruptWatchdog, .esp32, .v3_3_4).hasPrefix(
                "Guru Meditation Error: Core  0 panic'ed (Interrupt wdt timeout on CPU0)\r\n"
            )
        )
        #expect(text(.brownOut, .esp32, .v3_3_4) == "\r\nBrownout detector was triggered\r\n\r\n")
        #expect(text(.brownOut) == "I (4321) BOD: Brownout detector was triggered\r\n\r\n")
    }

    @Test(arguments: [
        (Crash.exception, ResetReason.panic), (.abort, .panic), (.luaPanic(message: ""), .panic),
        (.taskWatchdog, .taskWatchdog), (.interruptWatchdog, .interruptWatchdog), (.brownOut, .brownOut),
    ])
    func everyCrashHasItsReason(_ crash: Crash, _ reason: ResetReason) {
        #expect(crash.resetReason == reason)
    }
}
