/// The measured response times of a board at its prompt.
package struct LinkPace: Sendable, Hashable {
    /// The response time of an empty statement.
    package var roundTrip: Duration
    /// The time that each byte of a longer statement adds, with its echo; zero if it is too short to measure.
    package var perByte: Duration

    /// Makes a pace from its values.
    package init(roundTrip: Duration, perByte: Duration) {
        (self.roundTrip, self.perByte) = (roundTrip, perByte)
    }
}
