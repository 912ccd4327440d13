/// Translates DTR and RTS through a circuit to the chip's EN and boot pins, or to USB-Serial-JTAG commands.
///
/// A value without a clock; its user must let `enableRise` pass before a released chip reads its boot pin.
///
/// Sources: the auto-reset circuit of Espressif's ESP8684-DevKitC-02 schematic, and the table of RTS and DTR in the chapter
/// USB Serial/JTAG Controller of the ESP32-S3 Technical Reference Manual.
package struct ResetPins: Sendable, Hashable {
    /// The effect of a change of the lines.
    package enum Effect: Sendable, Hashable {
        /// Nothing that the chip notices now.
        case nothing
        /// EN goes low.
        case holds
        /// EN is released, and is high `enableRise` later.
        case releases
        /// The chip restarts immediately, into download mode or not.
        case restarts(intoDownload: Bool)
    }

    /// The rise time of EN with 10 kΩ and 1 µF.
    package static let enableRise = Duration.milliseconds(10)
    /// The minimum time that EN must be low for a reliable reset, as in esptool.
    package static let shortestHold = Duration.milliseconds(5)

    /// How the lines are connected to the chip.
    package let circuit: ResetCircuit
    /// The current state of the lines.
    package private(set) var lines: ModemLines
    /// Whether the USB-Serial-JTAG peripheral's download flag is set: its next reset leads into download mode.
    package private(set) var asksForDownload: Bool

    /// Makes pins with lines that have been stable for a while.
    /// - Parameter asksForDownload: whether the USB-Serial-JTAG peripheral's download flag was set before; two released
    ///   lines have cleared it.
    package init(_ circuit: ResetCircuit, lines: ModemLines, asksForDownload: Bool = false) {
        self.circuit = circuit
        self.lines = lines
        self.asksForDownload = asksForDownload && (lines.dtr || lines.rts)
        if circuit == .usbSerialJTAG, lines.dtr, !lines.rts { self.asksForDownload = true }
    }

    /// Whether EN is low.
    package var holdsReset: Bool {
        switch circuit {
        case .classic: !lines.dtr && lines.rts
        case .directRTS: lines.rts
        case .usbSerialJTAG, .cdc, .none: false
        }
    }

    /// Whether the boot pin is low, or is treated as low: a reset now leads into download mode.
    package var holdsBootPin: Bool {
        switch circuit {
        case .classic: lines.dtr && !lines.rts
        case .usbSerialJTAG: asksForDownload
        case .directRTS, .cdc, .none: false
        }
    }

    /// Changes the lines.
    package mutating func set(_ new: ModemLines) -> Effect {
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
