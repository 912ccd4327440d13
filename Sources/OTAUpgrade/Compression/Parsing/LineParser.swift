/// Chooses the tokens line by line, so that each line carries as much of the image as possible.
///
/// A shortest path over the positions of the line. A copy from the last distance costs less than any other, so the best
/// path to a position need not be the best one to continue: several paths with different last distances are kept.
struct LineParser {
    /// The bytes that a line produces, its tokens, and the last distance after it.
    struct Line {
        var range: Range<Int>
        var tokens: [Token]
        var distance: Int
    }

    /// The position of the line, and what the board can copy from.
    private struct Bounds {
        var start = 0
        /// The most bytes that the line can produce.
        var span = 0
        /// The start of the tail; what is before it is in blocks.
        var tail = 0
        var oldest = 0
    }

    private let image: [UInt8]
    private let window: Int
    private let capacity: Int
    private let literalCosts: [Int32]
    private let nearReach: [Int]
    private let isFar: [Bool]
    /// The longest fresh copy that a match of each length allows.
    private let longestFar: [Int]
    private let longestFresh: Int
    private let again: [Int]
    private let longestAgain: Int

    private var bounds = Bounds()
    private var finder: MatchFinder
    private let slots: Int
    private var arrivals: [Arrival]
    private var counts = [Int](repeating: 0, count: TokenSet.longestLine + 1)

    private static let start = Arrival(cost: 0, distance: 0, origin: 0, slot: 0, step: .start, length: 0)

    /// - Parameters:
    ///   - window: how many bytes before the tail the board still has.
    ///   - capacity: how many bytes of payload a line has.
    ///   - effort: how many paths to each position are kept, and at how many places a match is searched.
    init(image: [UInt8], codebook: Codebook, window: Int, capacity: Int, effort: (slots: Int, depth: Int)) {
        (self.image, self.window, self.capacity, self.slots) = (image, window, capacity, effort.slots)
        let tokens = codebook.tokens
        literalCosts = zip(0...255, codebook.literalWidths).map { value, width in
            let isPlain = width == 1 && codebook.alphabet.ranks[value] > 0
            return Int32(width) * Arrival.byteCost + (isPlain ? 0 : 1)
        }
        nearReach = tokens.nearReach
        let farLengths = Set(tokens.farLengths)
        isFar = (0...tokens.longestFresh).map(farLengths.contains)
        longestFar = (0...tokens.longestFresh).map { length in farLengths.filter { $0 <= length }.max() ?? 0 }
        longestFresh = tokens.longestFresh
        again = tokens.again
        longestAgain = again.max() ?? 0
        finder = MatchFinder(
            image: image,
            reach: min(window + TokenSet.block + TokenSet.longestLine, tokens.farReach),
            depth: effort.depth
        )
        arrivals = [Arrival](repeating: Self.start, count: (TokenSet.longestLine + 1) * slots)
    }

    /// The line that starts at an offset, after a copy from a distance (0 if there was none).
    mutating func line(from start: Int, distance: Int) -> Line {
        bounds.start = start
        bounds.span = min(TokenSet.longestLine, image.count - start)
        bounds.tail = start & ~(TokenSet.block - 1)
        bounds.oldest = max(0, bounds.tail - window)
        for index in 0...bounds.span { counts[index] = 0 }
        arrivals[0] = Self.start
        arrivals[0].distance = Int32(distance)
        counts[0] = 1

        var end = 0
        for index in 0...bounds.span where counts[index] > 0 {
            end = index
            if index == bounds.span { break }
            for slot in 0..<counts[index] {
                var arrival = arrivals[index * slots + slot]
                (arrival.origin, arrival.slot) = (Int16(index), UInt8(slot))
                offerLiteral(after: arrival, index)
                offerAgain(after: arrival, index)
                if slot == 0 { offerFresh(after: arrival, index) }
            }
        }
        return trace(to: end)
    }

    private mutating func offerLiteral(after arrival: Arrival, _ index: Int) {
        var next = arrival
        next.cost += literalCosts[Int(image[bounds.start + index])]
        (next.step, next.length) = (.literal, 1)
        offer(next, at: index + 1)
    }

    private mutating func offerAgain(after arrival: Arrival, _ index: Int) {
        let position = bounds.start + index
        let source = position - Int(arrival.distance)
        guard arrival.distance > 0, source >= bounds.oldest, image[source] == image[position] else { return }
        let rest = source >= bounds.tail ? Int(arrival.distance) : TokenSet.block - source & (TokenSet.block - 1)
        let room = min(rest, longestAgain, bounds.span - index)
        var length = 1
        while length < room, image[source + length] == image[position + length] { length += 1 }
        var next = arrival
        next.cost += Arrival.byteCost + 1
        next.step = .again
        for copied in again where copied <= length {
            next.length = UInt8(copied)
            offer(next, at: index + copied)
        }
    }

    private mutating func offerFresh(after arrival: Arrival, _ index: Int) {
        let position = bounds.start + index
        var offered = 1
        for place in finder.candidates(at: position) {
            let candidate = finder.found[place]
            let distance = Int(candidate.distance)
            let source = position - distance
            guard source >= bounds.oldest else { continue }
            let whole = Int(source >= bounds.tail ? candidate.length : candidate.lengthInBlock)
            let length = min(whole, longestFresh, bounds.span - index)
            guard length >= 2 else { continue }
            var next = arrival
            next.distance = Int32(distance)
            // A longer match further away is worth its longest copy even if a nearer one allows the same: the copy may
            // continue.
            let first = min(offered + 1, max(longestFar[length], 2))
            for copied in stride(from: first, through: length, by: 1) {
                if distance <= nearReach[copied] {
                    (next.step, next.cost) = (.near, arrival.cost + 2 * Arrival.byteCost + 1)
                } else if isFar[copied] {
                    (next.step, next.cost) = (.far, arrival.cost + 3 * Arrival.byteCost + 1)
                } else {
                    continue
                }
                next.length = UInt8(copied)
                offer(next, at: index + copied)
            }
            offered = max(offered, length)
        }
    }

    /// Keeps a path if it is among the best to its position; of two with the same distance, only the better one.
    private mutating func offer(_ arrival: Arrival, at index: Int) {
        guard arrival.size <= capacity else { return }
        let first = index * slots
        var count = counts[index]
        if count == slots, arrivals[first + count - 1].cost <= arrival.cost { return }
        var place = 0
        while place < count, arrivals[first + place].distance != arrival.distance { place += 1 }
        if place < count {
            if arrivals[first + place].cost <= arrival.cost { return }
        } else if count == slots {
            place = count - 1
        } else {
            count += 1
            counts[index] = count
        }
        while place > 0, arrivals[first + place - 1].cost > arrival.cost {
            arrivals[first + place] = arrivals[first + place - 1]
            place -= 1
        }
        arrivals[first + place] = arrival
    }

    private func trace(to end: Int) -> Line {
        let start = bounds.start
        var tokens: [Token] = []
        var (index, slot) = (end, 0)
        while index > 0 {
            let arrival = arrivals[index * slots + slot]
            let length = Int(arrival.length)
            switch arrival.step {
            case .near: tokens.append(.near(length: length, distance: Int(arrival.distance)))
            case .far: tokens.append(.far(length: length, distance: Int(arrival.distance)))
            case .again: tokens.append(.again(length: length))
            case .literal, .start: tokens.append(.literal(image[start + index - 1]))
            }
            (index, slot) = (Int(arrival.origin), Int(arrival.slot))
        }
        return Line(
            range: start..<start + end,
            tokens: tokens.reversed(),
            distance: Int(arrivals[end * slots].distance)
        )
    }
}
