/// Rewrites the `call8` instructions of Xtensa code so that all calls of a function look the same.
///
/// The instruction has 3 bytes: six bits `100101`, then the distance to the target in words, 18 bits. The distance is
/// replaced by the target's word address relative to the image's start. The filter does not distinguish code from data:
/// each of the four possible first bytes of such an instruction counts as one, and the next search starts after it, so
/// the board finds the same places. No instruction crosses from one block of 256 bytes into the next.
struct CallFilter: Sendable, Hashable {
    /// The offsets of the image in which calls are rewritten, whole blocks.
    let range: Range<Int>

    private static let addressCount = 1 << 18
    /// `entry`, the first instruction of every function that `call8` can call.
    private static let entry: UInt8 = 0x36
    /// Below this score, the filter is not worth its time on the board.
    private static let leastScore = 500

    /// Finds the part of the image in which most apparent calls are real calls.
    ///
    /// A call of a function in the same segment leads to an `entry` instruction; anything else that looks like a call
    /// does so once in 256 times.
    init(image: [UInt8]) {
        var best = (score: 0, range: 0..<0)
        var current = (score: 0, start: 0)
        for start in stride(from: 0, to: image.count, by: TokenSet.block) {
            let block = start..<min(start + TokenSet.block, image.count)
            if current.score <= 0 { current = (0, start) }
            Self.forEachCall(in: image, block) { offset in
                let target = offset & ~3 &+ 4 &+ 4 &* Self.signed(Self.distance(in: image, at: offset))
                current.score += image.indices.contains(target) && image[target] == Self.entry ? 2 : -1
            }
            if current.score > best.score { best = (current.score, current.start..<block.upperBound) }
        }
        range = best.score >= Self.leastScore ? best.range : 0..<0
    }

    /// The image with the calls in the range rewritten.
    func applied(to image: [UInt8]) -> [UInt8] {
        var filtered = image
        for start in stride(from: range.lowerBound, to: range.upperBound, by: TokenSet.block) {
            Self.forEachCall(in: image, start..<min(start + TokenSet.block, range.upperBound)) { offset in
                let address = (Self.distance(in: image, at: offset) + offset / 4) % Self.addressCount
                filtered[offset] = image[offset] & 0x3F | UInt8(truncatingIfNeeded: address << 6)
                filtered[offset + 1] = UInt8(truncatingIfNeeded: address >> 2)
                filtered[offset + 2] = UInt8(truncatingIfNeeded: address >> 10)
            }
        }
        return filtered
    }

    /// How many places of the image are rewritten; the same before and after.
    func count(in image: [UInt8]) -> Int {
        var count = 0
        for start in stride(from: range.lowerBound, to: range.upperBound, by: TokenSet.block) {
            Self.forEachCall(in: image, start..<min(start + TokenSet.block, range.upperBound)) { _ in count += 1 }
        }
        return count
    }

    private static func forEachCall(in image: [UInt8], _ block: Range<Int>, _ body: (Int) -> Void) {
        var offset = block.lowerBound
        while offset + 2 < block.upperBound {
            if image[offset] & 0x3F == 0x25 {
                body(offset)
                offset += 3
            } else {
                offset += 1
            }
        }
    }

    private static func distance(in image: [UInt8], at offset: Int) -> Int {
        Int(image[offset]) >> 6 | Int(image[offset + 1]) << 2 | Int(image[offset + 2]) << 10
    }

    private static func signed(_ distance: Int) -> Int {
        distance < addressCount / 2 ? distance : distance - addressCount
    }
}
