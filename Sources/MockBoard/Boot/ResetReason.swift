/// Why a board starts over.
public enum ResetReason: String, Sendable, Hashable, CaseIterable {
    /// Power came.
    case powerOn
    /// The EN pin was low.
    case externalPin
    /// `esp_restart()`: `node.restart()`, `otaupgrade.complete(1)`, `otaupgrade.rollback()`.
    case software
    /// The firmware crashed.
    case panic
    /// The idle task did not run for five seconds.
    case taskWatchdog
    /// Interrupts were off too long.
    case interruptWatchdog
    /// The firmware hung so badly that the hardware pulled the reset.
    case hardwareWatchdog
    /// The ROM found no bootloader (ESP32; the other chips pull `hardwareWatchdog`).
    case rtcWatchdog
    /// The supply sagged.
    case brownOut
    /// It wakes from deep sleep.
    case deepSleep
    /// The bootloader gave up.
    case bootloader
    /// The host asked for it over USB-Serial-JTAG's modem lines.
    case usb

    /// The number that the ROM prints.
    ///
    /// A crash ends in the same reset of the processor as `esp_restart()` (ESP-IDF 5.1.3 `panic_handler.c`).
    public var number: Int {
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

    /// Whether the chip reads its boot pin anew; a reset of the processor or the digital core keeps what was read before.
    var readsBootPin: Bool {
        switch self {
        case .powerOn, .externalPin, .brownOut, .rtcWatchdog: true
        case .software, .panic, .taskWatchdog, .interruptWatchdog, .hardwareWatchdog, .deepSleep, .bootloader, .usb:
            false
        }
    }

    /// Whether the chip lost its power, or looks to the ROM as if it had.
    var isPowerOn: Bool { number == 0x1 }
}
