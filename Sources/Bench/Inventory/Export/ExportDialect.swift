/// How one format says what a bench has.
protocol ExportDialect {
    /// The keys of an inventory that the format has no place for.
    static var lostKeys: [BoardEntry.CodingKeys] { get }

    /// Writes the boards.
    /// - Parameter notes: is given what could not be said, in whole sentences.
    static func text(_ boards: [ExportedBoard], bench: String, notes: inout [String]) -> String
}
