/// How long to wait for an answer before the board is asked for its offset.
///
/// Doubles with each question that gets no answer, so that a board whose application keeps Lua busy is not flooded with
/// questions, and shrinks again while answers arrive.
struct TransferPatience: Sendable, Hashable {
    /// The wait for an answer from a board that has nothing else to do.
    let shortest: Duration
    private(set) var current: Duration

    /// The longest wait: well below the twelve seconds of silence after which the board restores its console.
    static let longest = Duration.seconds(6)

    init(shortest: Duration) {
        self.shortest = min(shortest, Self.longest)
        current = self.shortest
    }

    mutating func unanswered() {
        current = min(current * 2, Self.longest)
    }

    mutating func answered() {
        current = max(current * 7 / 8, shortest)
    }
}
