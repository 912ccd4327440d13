/// How often each board of a bench has failed in a row.
///
/// A board that fails repeatedly is usually broken, and delays each run. After a given number of failures in a row it is
/// in quarantine; one proven upgrade ends the quarantine.
public struct FailureRecord: Sendable, Hashable, Codable {
    /// The failures in a row of each board whose last upgrade failed.
    public private(set) var failuresInARow: [String: Int] = [:]

    /// The keys of the file.
    enum CodingKeys: String, CodingKey {
        case failuresInARow = "failures_in_a_row"
    }

    /// Makes an empty record: no board has failed.
    public init() {}

    /// Records the outcome of a board; a skipped or cancelled board keeps its count.
    public mutating func note(_ outcome: BoardOutcome) {
        switch outcome.status {
        case .upgraded, .unchanged: failuresInARow[outcome.board] = nil
        case .failed:
            // The file may hold any number.
            failuresInARow[outcome.board] = min(failuresInARow[outcome.board, default: 0], Int.max - 1) + 1
        case .planned, .cancelled, .skipped: break
        }
    }

    /// Whether a board has failed at least `limit` times in a row.
    public func isQuarantined(_ board: String, after limit: Int) -> Bool {
        failuresInARow[board, default: 0] >= limit
    }
}
