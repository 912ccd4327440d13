package import TransportCore

/// One USB port of a kind of board.
package struct BoardPort: Sendable, Hashable {
    /// Its USB IDs.
    package var usb: USBMatch
    /// The converter or peripheral, `CP2102N`.
    package var part: String
    /// Which console of the chip it leads to.
    package var console: BoardConsole
    /// How its DTR and RTS reset the chip.
    package var reset: ResetCircuit
    /// Whether each device has a unique serial number; `nil` if that is not known.
    package var hasUniqueSerial: Bool?

    /// Makes a port from its facts.
    package init(
        usb: USBMatch,
        part: String,
        console: BoardConsole,
        reset: ResetCircuit,
        hasUniqueSerial: Bool? = nil
    ) {
        self.usb = usb
        self.part = part
        self.console = console
        self.reset = reset
        self.hasUniqueSerial = hasUniqueSerial
    }
}
