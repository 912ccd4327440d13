public import TransportCore

/// One USB port of a kind of board.
public struct BoardPort: Sendable, Hashable {
    /// Its USB IDs.
    public var usb: USBMatch
    /// The converter or peripheral, `CP2102N`.
    public var part: String
    /// Which console of the chip it leads to.
    public var console: BoardConsole
    /// How its DTR and RTS reset the chip.
    public var reset: ResetCircuit
    /// Whether each device has a unique serial number; `nil` if that is not known.
    public var hasUniqueSerial: Bool?

    /// Makes a port from its facts.
    public init(
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
