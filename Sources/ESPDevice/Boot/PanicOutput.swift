/// The text that firmware prints when it crashes, up to `Rebooting...`.
///
/// Registers and addresses are made up. Sources: ESP-IDF 3.3.4 `panic.c`, `task_wdt.c`, `brownout.c`; 4.4.6, 5.1.3 and 5.3.2
/// `panic.c`, `panic_arch.c`, `task_wdt.c`, `brownout.c`; `nodemcu-firmware lpanic.c`.
package struct PanicOutput: Sendable {
    /// The board's chip.
    package var chip: ChipModel
    /// Which ESP-IDF the firmware was built with.
    package var release: IDFRelease
    /// The hash of its ELF file, from its descriptor.
    package var elfHash: [UInt8]

    /// Creates the crash text of a firmware.
    package init(chip: ChipModel, release: IDFRelease, elfHash: [UInt8] = []) {
        self.chip = chip
        self.release = release
        self.elfHash = elfHash
    }

    /// The crash text after that many milliseconds of uptime.
    ///
    /// All lines go out immediately one after another: the panic handler waits for the UART.
    package func lines(_ crash: Crash, uptimeMilliseconds: Int) -> [BoardLine] {
        var lines = opening(crash, uptimeMilliseconds)
        guard crash != .brownOut else { return lines }
        lines += (state(crash) + ["", "", "ELF file SHA256: \(hash)", "", "Rebooting..."]).map(Self.text)
        return lines
    }

    private func opening(_ crash: Crash, _ uptime: Int) -> [BoardLine] {
        switch crash {
        case .exception:
            let reason = chip.isXtensa ? "LoadProhibited" : "Load access fault"
            return [guruMeditation("\(reason)). Exception was unhandled.")].map(Self.text)
        case .interruptWatchdog:
            return [guruMeditation("Interrupt wdt timeout on CPU0)\(release == .v3_3_4 ? "" : ". ")")].map(Self.text)
        case .abort: return abort().map(Self.text)
        case .luaPanic(let message):
            let line = BoardLine(
                at: .zero,
                .text("PANIC: unprotected error in call to Lua API (\(message))"),
                .standardOutput
            )
            return [line] + abort().map(Self.text)
        case .stackOverflow(let task):
            let text = "***ERROR*** A stack overflow in task \(task) has been detected."
            return ([text] + (release == .v3_3_4 ? abort() : [""])).map(Self.text)
        case .taskWatchdog: return taskWatchdog(uptime)
        case .brownOut:
            return release == .v3_3_4 || release == .v4_4_6
                ? ["", "Brownout detector was triggered", ""].map(Self.text)
                : [log(.info, "BOD", "Brownout detector was triggered", uptime), Self.text("")]
        }
    }

    private func taskWatchdog(_ uptime: Int) -> [BoardLine] {
        let who = release == .v3_3_4 || release == .v4_4_6 ? "tasks" : "tasks/users"
        let idle = { (core: Int) in self.release == .v5_1_3 || self.chip.cores == 1 ? "IDLE" : "IDLE\(core)" }
        let cores = 0..<chip.cores
        var texts = [
            "Task watchdog got triggered. The following \(who) did not reset the watchdog in time:",
            " - \(idle(0)) (CPU 0)",
            "Tasks currently running:",
        ]
        texts += cores.map { "CPU \($0): \($0 == 0 ? "main" : idle($0))" }
        texts.append("Aborting.")
        if release == .v5_1_3 || release == .v5_3_2, chip.isXtensa {
            texts.append("Print CPU 0 (current core) backtrace")
        }
        let lines = texts.map { log(.error, "task_wdt", $0, uptime) }
        return release == .v3_3_4 || release == .v4_4_6 ? lines + abort().map(Self.text) : lines
    }

    private func abort() -> [String] {
        let text = "abort() was called at PC 0x\(chip.isXtensa ? "400d5f3c" : "42015f3c") on core 0"
        return release == .v3_3_4 ? [text] : ["", text]
    }

    private func guruMeditation(_ text: String) -> String {
        "Guru Meditation Error: Core  0 panic'ed (\(text)"
    }

    private func state(_ crash: Crash) -> [String] {
        let isAbort: Bool
        switch crash {
        case .exception, .interruptWatchdog: isAbort = false
        default: isAbort = true
        }
        guard chip.isXtensa else {
            return ["", "Core  0 register dump:"] + riscVRegisters + ["", "Stack memory:"] + stack
        }
        let backtrace = "Backtrace:\(release == .v3_3_4 ? " " : "")" + Self.backtrace
        let registers = ["Core  0 register dump:"] + xtensaRegisters
        if release == .v3_3_4 { return (isAbort ? [] : registers) + ["", backtrace] }
        return isAbort ? ["", "", backtrace] : [""] + registers + ["", "", backtrace]
    }

    private var hash: String {
        let digits = elfHash.map { Printf.x($0, width: 2) }.joined()
        switch release {
        case .v3_3_4: return digits
        case .v4_4_6, .v5_1_3: return String(digits.prefix(16))
        case .v5_3_2: return String(digits.prefix(9))
        }
    }

    private func log(_ level: ESPLogLine.Level, _ tag: String, _ text: String, _ uptime: Int) -> BoardLine {
        BoardLine(at: .zero, .log(ESPLogLine(level, tag, text), milliseconds: uptime))
    }

    private static func text(_ text: String) -> BoardLine {
        BoardLine(at: .zero, .text(text))
    }
}
