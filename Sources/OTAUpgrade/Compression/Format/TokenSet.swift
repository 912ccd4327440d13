/// Which copies have a lead of their own, and how far each can reach.
///
/// Found by experiments with NodeMCU images; the optimum is flat. Each lead costs a byte for every literal of the same value.
struct TokenSet: Sendable, Hashable {
    /// The lengths of near copies; a length that occurs n times reaches n times as far.
    let near: [Int]
    /// The lengths of far copies; with `foldsFar`, each also stands for the next length.
    let far: [Int]
    /// The lengths of copies from the last distance.
    let again: [Int]
    /// Whether the second byte of a far copy selects one of two lengths; this halves its reach.
    let foldsFar: Bool
    /// How many distances one byte can distinguish.
    let base: Int

    init(window: Int, alphabet: CleanAlphabet) {
        base = alphabet.values.count
        near = [2, 2] + [Int](repeating: 3, count: 10) + [4, 4, 4, 4, 5, 6, 7, 8]
        again = [2, 3, 4, 5, 6, 8, 11, 16, 30]
        foldsFar = window + Self.longestLine + TokenSet.block <= base / 2 * base
        far = foldsFar ? [3, 5, 7, 9, 12, 18] : [3, 4, 5, 6, 7, 8, 9, 11, 14, 18]
    }

    /// The size of a block that the board keeps; a copy never crosses from one block into the next.
    static let block = 256
    /// The most bytes that one line produces; with a tail of less than a block, they stay far below the 4,096-byte limit of
    /// a string on Lua 5.1.
    static let longestLine = 2048

    /// The greatest distance of a far copy.
    var farReach: Int { foldsFar ? base / 2 * base : base * base }

    /// The lengths that a far copy can have.
    var farLengths: [Int] { foldsFar ? far.flatMap { [$0, $0 + 1] } : far }

    /// The greatest distance of a near copy of each length up to `longestFresh`.
    var nearReach: [Int] {
        var reach = [Int](repeating: 0, count: longestFresh + 1)
        for length in near { reach[length] += base }
        return reach
    }

    /// The longest copy that can start at any distance.
    var longestFresh: Int { max(near.max() ?? 0, farLengths.max() ?? 0) }

    /// How many byte values are leads, including the escape and the codes of the unclean values.
    func leadCount(codes: Int) -> Int {
        1 + codes + near.count + far.count + again.count
    }
}
