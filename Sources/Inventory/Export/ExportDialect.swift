/// How one format describes a bench.
protocol ExportDialect {
    /// The inventory keys that the format cannot express.
    static var lostKeys: [BoardEntry.Key] { get }

    /// Writes the boards.
    /// - Parameters:
    ///   - program: what wrote them, for a comment.
    ///   - notes: receives what could not be expressed, in complete sentences.
    static func text(_ boards: [ExportedBoard], bench: String, by program: String, notes: inout [String]) -> String
}
