import ESPDevice
import TransportCore

/// The pins that decide how the chip starts: the circuit of the modem lines, and the boot pin.
struct BootPins {
    /// The circuit of the modem lines; `nil` if there are none.
    private(set) var circuit: ResetPins?
    /// Whether the boot pin was low when the chip read it last.
    private var readBootPinLow = false

    init(_ circuit: ResetCircuit?) {
        self.circuit = circuit.map { ResetPins($0, lines: ModemLines(dtr: false, rts: false)) }
    }

    /// The host has changed DTR and RTS.
    mutating func set(_ lines: ModemLines) -> ResetPins.Effect {
        circuit?.set(lines) ?? .nothing
    }

    /// The port re-enumerates: it is new, and nobody has asserted its lines.
    mutating func reenumerate() {
        self = BootPins(circuit?.circuit, readBootPinLow: readBootPinLow)
    }

    /// The chip starts; returns whether the ROM waits for a download instead of booting from flash.
    ///
    /// A reset of the digital core does not read the boot pin again. A USB-Serial-JTAG reset therefore cannot leave a
    /// download mode that was entered with the button, and enters one if the peripheral was set to do so (ESP32-S3
    /// Technical Reference Manual, USB Serial/JTAG Controller).
    /// - Parameter buttonIsPressed: whether somebody holds the boot button.
    mutating func waitsForDownload(after reason: ResetReason, buttonIsPressed: Bool) -> Bool {
        if reason.readsBootPin {
            readBootPinLow = circuit?.circuit == .classic && circuit?.holdsBootPin == true || buttonIsPressed
        }
        return readBootPinLow || reason == .usb && circuit?.asksForDownload == true
    }

    private init(_ circuit: ResetCircuit?, readBootPinLow: Bool) {
        self.init(circuit)
        self.readBootPinLow = readBootPinLow
    }
}
