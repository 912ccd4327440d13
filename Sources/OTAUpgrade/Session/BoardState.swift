/// Which firmware a board runs and which it will run, as far as that is known.
public struct BoardState: Sendable, Hashable {
    /// Firmware in a slot.
    public struct Firmware: Sendable, Hashable {
        /// The slot's label.
        public var slot: String
        /// Its version, where it is known.
        public var version: String?

        /// Makes it from its facts.
        public init(slot: String, version: String?) {
            self.slot = slot
            self.version = version
        }
    }

    /// What the next reset does.
    public enum NextReset: Sendable, Hashable {
        /// It starts this firmware.
        case starts(Firmware)
        /// It gives this firmware up and goes back, since it is on trial and was not accepted.
        case revertsTo(Firmware)
        /// It starts the first for a trial; the reset after that goes back to the second unless it is accepted.
        case tries(Firmware, else: Firmware)

        /// Whether the slot that it starts is known to hold a whole image: only the one that runs is.
        public func isKnownWhole(beside running: Firmware?) -> Bool {
            switch self {
            case .starts(let next), .revertsTo(let next), .tries(let next, else: _): next.slot == running?.slot
            }
        }
    }

    /// What runs now; `nil` while that is not known, as during a restart.
    public var running: Firmware?
    /// What the next reset does; `nil` where that is not known.
    public var nextReset: NextReset?

    /// Nothing is known, as after a restart that nobody has looked at.
    public static let unknown = BoardState(running: nil, nextReset: nil)

    /// Makes a state from its facts.
    public init(running: Firmware?, nextReset: NextReset?) {
        self.running = running
        self.nextReset = nextReset
    }
}
