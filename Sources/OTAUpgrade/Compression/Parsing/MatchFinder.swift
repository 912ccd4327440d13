/// Finds earlier occurrences of the image's bytes, position by position.
///
/// Chains of positions with the same three bytes, and the last position of each pair. Matches are kept for the
/// length of a line, since the next line starts inside the range that the last one searched.
struct MatchFinder {
    /// An earlier place with the same bytes.
    struct Candidate {
        let distance: UInt16
        /// How many bytes are the same, up to the end of the block that contains the source.
        let lengthInBlock: UInt8
        /// How many bytes are the same regardless of blocks.
        let length: UInt8
    }

    private let image: [UInt8]
    private let reach: Int
    private let depth: Int
    private var pairs = [Int32](repeating: -1, count: 1 << 16)
    private var heads = [Int32](repeating: -1, count: 1 << Self.hashBits)
    private var links = [Int32](repeating: -1, count: Self.linkCount)
    private(set) var found: [Candidate]
    private var counts = [UInt8](repeating: 0, count: Self.keptPositions)
    private var next = 0

    private static let hashBits = 15
    /// More than the greatest reach.
    private static let linkCount = 1 << 16
    /// More than two lines.
    private static let keptPositions = 8192
    /// Candidates for a position.
    private static let width = 12
    /// The longest match that is reported; a longer one continues as a copy from the same distance.
    private static let longest = 64

    /// - Parameters:
    ///   - reach: the greatest distance.
    ///   - depth: how many places with the same three bytes are tried.
    init(image: [UInt8], reach: Int, depth: Int) {
        (self.image, self.reach, self.depth) = (image, min(reach, Self.linkCount - 1), depth)
        found = [Candidate](
            repeating: Candidate(distance: 0, lengthInBlock: 0, length: 0),
            count: Self.keptPositions * Self.width
        )
    }

    /// The range in `found` of the candidates for a position, nearest first and each longer than those before it.
    ///
    /// - Precondition: no position is further back than two lines before the last requested one.
    mutating func candidates(at position: Int) -> Range<Int> {
        while next <= position {
            search(next)
            next += 1
        }
        let slot = position % Self.keptPositions
        return slot * Self.width..<slot * Self.width + Int(counts[slot])
    }

    private mutating func search(_ position: Int) {
        let slot = position % Self.keptPositions
        let start = slot * Self.width
        var count = 0
        defer { counts[slot] = UInt8(count) }
        let limit = min(Self.longest, image.count - position)
        guard limit >= 2 else { return }
        let pair = Int(image[position]) | Int(image[position + 1]) << 8
        var best = 1

        let last = Int(pairs[pair])
        pairs[pair] = Int32(truncatingIfNeeded: position)
        let room = min(Self.blockRest(last), position - last)
        if last >= 0, room >= 2, position - last <= reach {
            found[start] = Candidate(distance: UInt16(position - last), lengthInBlock: 2, length: 2)
            (count, best) = (1, 2)
        }

        guard limit >= 3 else { return }
        let hash = Self.hash(pair | Int(image[position + 2]) << 16)
        var source = Int(heads[hash])
        links[position % Self.linkCount] = heads[hash]
        heads[hash] = Int32(truncatingIfNeeded: position)
        var triesLeft = depth
        while source >= 0, position - source <= reach, triesLeft > 0 {
            triesLeft -= 1
            let distance = position - source
            let room = min(Self.blockRest(source), distance, limit)
            // In a run of equal bytes, each earlier place would match one byte more.
            let least = room == distance ? 2 * best - 1 : best + 1
            if room >= least, room > best, image[source + best] == image[position + best] {
                var length = 0
                while length < room, image[source + length] == image[position + length] { length += 1 }
                if length > best {
                    best = length
                    let whole = min(distance, limit)
                    while length < whole, image[source + length] == image[position + length] { length += 1 }
                    // The last place is the longest one's.
                    if count == Self.width { count -= 1 }
                    found[start + count] = Candidate(
                        distance: UInt16(distance),
                        lengthInBlock: UInt8(best),
                        length: UInt8(length)
                    )
                    count += 1
                    if best == limit { return }
                }
            }
            source = Int(links[source % Self.linkCount])
        }
    }

    private static func blockRest(_ offset: Int) -> Int {
        TokenSet.block - offset & (TokenSet.block - 1)
    }

    private static func hash(_ bytes: Int) -> Int {
        (bytes &* 0x9E37_79B1) >> 8 & (1 << hashBits - 1)
    }
}
