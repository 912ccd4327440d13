public import TransportCore

/// One port on USB of a kind of board.
public struct BoardPort: Sendable, Hashable {
    /// The ids that it has.
    public var usb: USBMatch
    /// The converter or peripheral behind it, `CP2102N`.
    public var part: String
    /// Which console of the chip it leads to.
    public var console: BoardConsole
    /// How its DTR and RTS reset the chip.
    public var reset: ResetCircuit
    /// Whether each one has a serial number of its own; `nil` where that is not known.
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
