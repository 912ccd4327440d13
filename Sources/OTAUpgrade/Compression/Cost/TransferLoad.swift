/// The load of sending an image in one form: bytes on the line, work for the board.
struct TransferLoad: Sendable, Hashable {
    /// The image's bytes.
    var imageBytes: Int
    /// The lines that carry it, each answered once.
    var lines: Int
    /// The bytes of these lines, with their newlines.
    var wireBytes: Int
    /// The instructions that the board's Lua executes for all of them.
    var instructions: Int
    /// The bytes that Lua's string functions touch.
    var stringBytes: Int
    /// The calls of `otaupgrade.write`, each of at most a page.
    var pages: Int
    /// The lines that need a quiet wire before and after them, if the board collects pages before it writes.
    var flushes: Int
    /// The setup lines, sent once, one at a time.
    var setupLines: Int
    /// The bytes of these lines, with their newlines.
    var setupBytes: Int

    /// Makes a load from its figures.
    init(
        imageBytes: Int,
        lines: Int,
        wireBytes: Int,
        instructions: Int,
        stringBytes: Int,
        pages: Int,
        flushes: Int = 0,
        setupLines: Int = 0,
        setupBytes: Int = 0
    ) {
        (self.imageBytes, self.lines, self.wireBytes) = (imageBytes, lines, wireBytes)
        (self.instructions, self.stringBytes, self.pages, self.flushes) = (instructions, stringBytes, pages, flushes)
        (self.setupLines, self.setupBytes) = (setupLines, setupBytes)
    }
}

extension TransferLoad {
    /// A plain image, in lines whose payload is written at once.
    ///
    /// The receiver's instructions were counted on Lua 5.1 and 5.3, which agree: 22 for eight bytes and 93 for a line.
    ///
    /// - Parameter isEscaped: whether a line is a quoted literal, in which some bytes take two or four.
    static func plain(
        image: [UInt8],
        options: CompressionOptions = CompressionOptions(),
        isEscaped: Bool = true
    ) -> TransferLoad {
        let capacity = options.payloadCapacity
        let widths =
            isEscaped
            ? CleanAlphabet(avoidsNUL: options.avoidsNUL).literalWidths : [Int](repeating: 1, count: 256)
        var load = TransferLoad(
            imageBytes: image.count,
            lines: 0,
            wireBytes: 0,
            instructions: 0,
            stringBytes: 2 * image.count,
            pages: 0
        )
        var (width, count) = (0, 0)
        func endLine() {
            guard count > 0 else { return }
            load.lines += 1
            load.pages += 1
            load.wireBytes += width + options.lineOverhead
            load.instructions += (count + 7) / 8 * 22 + 93
            (width, count) = (0, 0)
        }
        for byte in image {
            if width + widths[Int(byte)] > capacity { endLine() }
            width += widths[Int(byte)]
            count += 1
        }
        endLine()
        return load
    }
}

extension CompressedImage {
    /// The approximate load for lines of another length: the same tokens in more or fewer lines.
    func load(lineLength: Int) -> TransferLoad {
        var other = options
        other.lineLength = lineLength
        var load = load
        let payload = statistics.payloadBytes
        load.lines = (payload + other.payloadCapacity - 1) / other.payloadCapacity
        load.wireBytes = payload + other.lineOverhead * load.lines
        load.instructions += Self.instructionsPerLine * (load.lines - lines.count)
        return load
    }

    /// The decoder's instructions for a line, without those for its tokens.
    private static let instructionsPerLine = 137

    /// The load of sending the image compressed.
    ///
    /// The decoder's instructions were counted token by token on Lua 5.1 and 5.3, which agree within 0.1 %.
    var load: TransferLoad {
        let copies = 27 * statistics.nearCopies + 37 * statistics.farCopies + 25 * statistics.repeatedCopies
        let groups = (statistics.payloadBytes + 4 * lines.count) / 8
        let pages = (size + TokenSet.block - 1) / TokenSet.block
        return TransferLoad(
            imageBytes: size,
            lines: lines.count,
            wireBytes: statistics.payloadBytes + options.lineOverhead * lines.count,
            instructions: Self.instructionsPerLine * lines.count + 24 * groups + copies + 18
                * statistics.escapedLiterals + 47 * pages
                + 33 * statistics.rewrittenCalls,
            stringBytes: 3 * statistics.payloadBytes + 3 * size,
            pages: pages,
            flushes: lines.lazy.filter(\.flushes).count,
            setupLines: setup.count,
            setupBytes: setup.reduce(0) { $0 + $1.count + 1 }
        )
    }
}
