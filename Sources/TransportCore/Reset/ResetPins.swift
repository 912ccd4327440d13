/// What a circuit makes of DTR and RTS: the chip's EN and boot pin, or the USB-Serial-JTAG peripheral's commands.
///
/// A value without a clock; whoever runs it lets `enableRise` pass before a released chip reads its boot pin.
///
/// Sources: the auto-reset circuit of Espressif's ESP8684-DevKitC-02 schematic, and the table of RTS and DTR in the chapter
/// USB Serial/JTAG Controller of the ESP32-S3 Technical Reference Manual.
public struct ResetPins: Sendable, Hashable {
    /// What a change of the lines does.
    public enum Effect: Sendable, Hashable {
        /// Nothing that the chip sees now.
        case nothing
        /// EN goes low.
        case holds
        /// EN is let go, and is high `enableRise` later.
        case releases
        /// The chip restarts at once, into download mode or not.
        case restarts(intoDownload: Bool)
    }

    /// How long EN takes to rise through its 10 kΩ and 1 µF.
    public static let enableRise = Duration.milliseconds(10)
    /// How long EN has to be low at least for a reset that counts, as esptool keeps it.
    public static let shortestHold = Duration.milliseconds(5)

    /// How the lines reach the chip.
    public let circuit: ResetCircuit
    /// The lines as they are.
    public private(set) var lines: ModemLines
    /// Whether the USB-Serial-JTAG peripheral was told that the next reset shall lead into download mode.
    public private(set) var asksForDownload: Bool

    /// Makes pins with lines that have been like this for a while.
    /// - Parameter asksForDownload: what the USB-Serial-JTAG peripheral was told before; lines that are both released
    ///   have cleared it.
    public init(_ circuit: ResetCircuit, lines: ModemLines, asksForDownload: Bool = false) {
        self.circuit = circuit
        self.lines = lines
        self.asksForDownload = asksForDownload && (lines.dtr || lines.rts)
        if circuit == .usbSerialJTAG, lines.dtr, !lines.rts { self.asksForDownload = true }
    }

    /// Whether EN is low.
    public var holdsReset: Bool {
        switch circuit {
        case .classic: !lines.dtr && lines.rts
        case .directRTS: lines.rts
        case .usbSerialJTAG, .cdc, .none: false
        }
    }

    /// Whether the boot pin is low, or stands for low: a reset now leads into download mode.
    public var holdsBootPin: Bool {
        switch circuit {
        case .classic: lines.dtr && !lines.rts
        case .usbSerialJTAG: asksForDownload
        case .directRTS, .cdc, .none: false
        }
    }

    /// Changes the lines.
    public mutating func set(_ new: ModemLines) -> Effect {
        let (wasHeld, old) = (holdsReset, lines)
        lines = new
        if circuit == .usbSerialJTAG {
            switch (new.dtr, new.rts) {
            case (false, false): asksForDownload = false
            case (true, false): asksForDownload = true
            case (false, true) where new != old: return .restarts(intoDownload: asksForDownload)
            default: break
            }
        }
        switch (wasHeld, holdsReset) {
        case (false, true): return .holds
        case (true, false): return .releases
        default: return .nothing
        }
    }
}
