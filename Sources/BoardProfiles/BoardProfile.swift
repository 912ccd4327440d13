public import TransportCore

/// What is known of one kind of board.
public struct BoardProfile: Sendable, Hashable {
    /// The name that it is chosen by, `esp32-devkitc-v4`.
    public var name: String
    /// The board's name as its maker writes it.
    public var title: String
    /// How DTR and RTS reset it.
    public var reset: ResetCircuit

    /// Makes a profile from its facts.
    public init(name: String, title: String, reset: ResetCircuit) {
        self.name = name
        self.title = title
        self.reset = reset
    }
}
