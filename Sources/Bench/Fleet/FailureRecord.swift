/// How often each board of a bench has failed in a row.
///
/// A board that fails again and again is broken as a rule, and costs each run its time: from so many failures on it is in
/// quarantine, and a board that was proven once is out of it.
public struct FailureRecord: Sendable, Hashable, Codable {
    /// The failures in a row of each board that failed last.
    public private(set) var failuresInARow: [String: Int] = [:]

    /// The keys of the file.
    enum CodingKeys: String, CodingKey {
        case failuresInARow = "failures_in_a_row"
    }

    /// Makes the record of a bench on which nothing has failed.
    public init() {}

    /// Takes what became of a board; one that was left alone or cancelled counts as before.
    public mutating func note(_ outcome: BoardOutcome) {
        switch outcome.status {
        case .upgraded, .unchanged: failuresInARow[outcome.board] = nil
        case .failed:
            // A file may hold any number.
            failuresInARow[outcome.board] = min(failuresInARow[outcome.board, default: 0], Int.max - 1) + 1
        case .planned, .cancelled, .skipped: break
        }
    }

    /// Whether a board has failed so often in a row.
    public func isQuarantined(_ board: String, after limit: Int) -> Bool {
        failuresInARow[board, default: 0] >= limit
    }
}
