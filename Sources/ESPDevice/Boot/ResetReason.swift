/// Why a board restarts.
public enum ResetReason: String, Sendable, Hashable, CaseIterable {
    /// Power-on.
    case powerOn
    /// The EN pin was low.
    case externalPin
    /// `esp_restart()`: `node.restart()`, `otaupgrade.complete(1)`, `otaupgrade.rollback()`.
    case software
    /// The firmware crashed.
    case panic
    /// The idle task did not run for five seconds.
    case taskWatchdog
    /// Interrupts were disabled for too long.
    case interruptWatchdog
    /// The firmware hung, and the hardware watchdog reset the chip.
    case hardwareWatchdog
    /// The ROM found no bootloader (ESP32; the other chips use `hardwareWatchdog`).
    case rtcWatchdog
    /// The supply voltage dropped.
    case brownOut
    /// Wake-up from deep sleep.
    case deepSleep
    /// The bootloader gave up.
    case bootloader
    /// The host requested it with the modem lines of USB-Serial-JTAG.
    case usb

    /// The reset code that the ROM prints.
    ///
    /// A crash ends in the same reset of the processor as `esp_restart()` (ESP-IDF 5.1.3 `panic_handler.c`).
    package var number: Int {
        switch self {
        case .powerOn, .externalPin: 0x1
        case .bootloader: 0x3
        case .deepSleep: 0x5
        case .hardwareWatchdog: 0x7
        case .software, .panic, .taskWatchdog, .interruptWatchdog: 0xC
        case .brownOut: 0xF
        case .rtcWatchdog: 0x10
        case .usb: 0x15
        }
    }

    /// Whether the chip reads its boot pin again; a reset of the processor or the digital core keeps the previous
    /// value.
    package var readsBootPin: Bool {
        switch self {
        case .powerOn, .externalPin, .brownOut, .rtcWatchdog: true
        case .software, .panic, .taskWatchdog, .interruptWatchdog, .hardwareWatchdog, .deepSleep, .bootloader, .usb:
            false
        }
    }

    /// Whether the chip lost power, or the ROM sees the reset as a power-on.
    var isPowerOn: Bool { number == 0x1 }
}
