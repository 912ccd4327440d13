/// How fast a board answers at its prompt, measured.
public struct LinkPace: Sendable, Hashable {
    /// How long an empty statement takes to be answered.
    public var roundTrip: Duration
    /// What each byte of a longer statement adds, with its echo; zero if it cannot be told from nothing.
    public var perByte: Duration

    /// Makes a pace from its figures.
    public init(roundTrip: Duration, perByte: Duration) {
        (self.roundTrip, self.perByte) = (roundTrip, perByte)
    }
}
