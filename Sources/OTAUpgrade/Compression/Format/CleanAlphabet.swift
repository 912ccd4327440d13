/// The byte values that can be raw in a quoted Lua literal at the board's prompt; payloads contain no others.
///
/// Backspace and delete edit the line, CR and LF end it, the quote and the backslash belong to the syntax
/// (`nodemcu-firmware dev-esp32 linput.c`, `llex.c`). NodeMCU on IDF 3 also ends a line at a NUL.
struct CleanAlphabet: Sendable, Hashable {
    /// The clean values, in order.
    let values: [UInt8]
    /// The other values, each represented by a code.
    let unclean: [UInt8]
    /// The smallest value that can be clean.
    let first: UInt8

    /// The rank of a value among the clean ones, from 1; 0 for a value that is not clean.
    let ranks: [Int]

    init(avoidsNUL: Bool) {
        first = avoidsNUL ? 1 : 0
        unclean = (avoidsNUL ? [0x00] : []) + [0x08, 0x0A, 0x0D, 0x22, 0x5C, 0x7F]
        let unclean = Set(unclean)
        values = (UInt8.min...UInt8.max).filter { !unclean.contains($0) }
        var ranks = [Int](repeating: 0, count: 256)
        for (index, value) in values.enumerated() { ranks[Int(value)] = index + 1 }
        self.ranks = ranks
    }

    /// The length of each value in a literal: escapes are a letter for the usual values, three digits for the others.
    var literalWidths: [Int] {
        ranks.enumerated().map { value, rank in rank > 0 ? 1 : value == 0x7F || value == 0x00 ? 4 : 2 }
    }

    /// The value of a rank.
    func value(rank: Int) -> UInt8 {
        values[rank - 1]
    }
}
