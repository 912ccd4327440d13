/// An image as lines for a decoder that is written in Lua and runs at the board's prompt.
///
/// The format is a byte-oriented LZ77: byte values that are rare in the image lead the tokens, so literals, most of what
/// remains of firmware, need no flag. The decoder runs on top of the plain receiver: check, offsets and answers stay the
/// same, and the offset in each answer is one of the image. It runs on Lua 5.1 and 5.3, including integer-only builds.
///
/// `otaflash.w` takes a line and keeps what it decodes; `otaflash.W` also writes every complete block, and without a line
/// does only that; `otaflash.E` writes all that is left. Writing keeps a console busy: writing more than a page or two
/// requires a quiet wire.
struct CompressedImage: Sendable {
    /// The lines that define the decoder, each at most 255 bytes; sent after the receiver's and before the image's.
    let setup: [[UInt8]]
    /// The image, in order and without gaps.
    let lines: [CompressedLine]
    /// The tokens of the image.
    let statistics: CompressionStatistics
    /// The options of the compression.
    let options: CompressionOptions

    /// Compresses an image.
    ///
    /// - Precondition: a line has room for at least one token.
    init(image: [UInt8], options: CompressionOptions = CompressionOptions()) {
        precondition(options.payloadCapacity >= 3, "no token fits into a line of \(options.lineLength) bytes")
        let alphabet = CleanAlphabet(avoidsNUL: options.avoidsNUL)
        let window = max(options.window / TokenSet.block, 1) * TokenSet.block
        let tokens = TokenSet(window: window, alphabet: alphabet)
        let filter = CallFilter(image: image)
        let image = filter.applied(to: image)

        // A quick first pass shows which values are rare among the literals.
        var counts = [Int](repeating: 0, count: 256)
        for byte in image { counts[Int(byte)] += 1 }
        let draft = Codebook(literalCounts: counts, tokens: tokens, alphabet: alphabet)
        counts = [Int](repeating: 0, count: 256)
        Self.forEachLine(of: image, draft, window, options, effort: (slots: 1, depth: 16)) { line in
            for case .literal(let byte) in line.tokens { counts[Int(byte)] += 1 }
        }

        let codebook = Codebook(literalCounts: counts, tokens: tokens, alphabet: alphabet)
        var pieces: [(range: Range<Int>, payload: [UInt8])] = []
        var statistics = CompressionStatistics()
        Self.forEachLine(of: image, codebook, window, options, effort: (slots: 6, depth: 256)) { line in
            var payload: [UInt8] = []
            payload.reserveCapacity(options.payloadCapacity)
            for token in line.tokens { codebook.append(token, to: &payload) }
            pieces.append((line.range, payload))
            statistics.count(line.tokens, payload, codebook)
        }
        statistics.rewrittenCalls = filter.count(in: image)
        lines = Self.lines(pieces, pendingLimit: options.pendingLimit)
        self.statistics = statistics
        self.options = options
        setup = BoardSetup(codebook: codebook, window: window, filter: filter).lines
    }

    /// The bytes of the image.
    var size: Int { lines.last?.range.upperBound ?? 0 }

    /// The line that starts at an offset; `nil` if none does.
    func line(from offset: Int) -> CompressedLine? {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
        }
        return low < lines.count && lines[low].range.lowerBound == offset ? lines[low] : nil
    }

    private static func forEachLine(
        of image: [UInt8],
        _ codebook: Codebook,
        _ window: Int,
        _ options: CompressionOptions,
        effort: (slots: Int, depth: Int),
        _ body: (LineParser.Line) -> Void
    ) {
        let capacity = options.payloadCapacity
        var parser = LineParser(image: image, codebook: codebook, window: window, capacity: capacity, effort: effort)
        var (offset, distance) = (0, 0)
        while offset < image.count {
            let line = parser.line(from: offset, distance: distance)
            body(line)
            (offset, distance) = (line.range.upperBound, line.distance)
        }
    }

    /// Decides which lines flush: those after which the next line would need too much of the board's memory.
    private static func lines(
        _ pieces: [(range: Range<Int>, payload: [UInt8])],
        pendingLimit: Int
    ) -> [CompressedLine] {
        var written = 0
        return pieces.indices.map { index in
            let (range, payload) = pieces[index]
            let next = index + 1 < pieces.count ? pieces[index + 1].range.upperBound : range.upperBound
            let flushes = next - written > pendingLimit
            if flushes { written = range.upperBound & ~(TokenSet.block - 1) }
            return CompressedLine(range: range, payload: payload, flushes: flushes)
        }
    }
}
