/// The firmware that a board runs and will run, as far as that is known.
public struct BoardState: Sendable, Hashable {
    /// Firmware in a slot.
    public struct Firmware: Sendable, Hashable {
        /// The slot's label.
        public var slot: String
        /// Its version; `nil` if it is unknown.
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
        /// It gives up the running firmware, which is on trial and was not accepted, and goes back to this one.
        case revertsTo(Firmware)
        /// It starts the first on trial; the reset after that goes back to the second unless the first is accepted.
        case tries(Firmware, else: Firmware)

        /// Whether the slot that it starts is known to hold a complete image: only the running one is.
        public func isKnownWhole(beside running: Firmware?) -> Bool {
            switch self {
            case .starts(let next), .revertsTo(let next), .tries(let next, else: _): next.slot == running?.slot
            }
        }
    }

    /// What runs now; `nil` while that is not known, as during a restart.
    public var running: Firmware?
    /// What the next reset does; `nil` if that is not known.
    public var nextReset: NextReset?

    /// Nothing is known, as after a restart that was not observed.
    public static let unknown = BoardState(running: nil, nextReset: nil)

    /// Makes a state from its facts.
    public init(running: Firmware?, nextReset: NextReset?) {
        self.running = running
        self.nextReset = nextReset
    }
}
