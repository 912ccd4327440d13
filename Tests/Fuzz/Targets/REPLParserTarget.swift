import LuaREPL

/// A board's output in any pieces: the events do not depend on the pieces, and little is buffered.
///
/// The first byte selects the pieces, and whether the input comes once or repeatedly, as from a board that never ends
/// its line. The rest, up to the first line end, is a line that the parser expects as an echo.
public enum REPLParserTarget: FuzzTarget {
    /// Its name, `repl-parser`.
    public static let name = "repl-parser"
    private static let mark = Array("~0a1b2c".utf8)

    /// Feeds the bytes in one piece and in several.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        guard let control = bytes.first, bytes.count > 1 else { return }
        let isEndless = control >= 0xE0
        let piece = bytes[1...]
        let times = isEndless ? REPLParser.longestLine * 3 / 2 / piece.count + 1 : 1
        let stream = Array(repeatElement(piece, count: times).joined())

        var whole = parser(for: stream)
        let expected = whole.feed(stream)
        try demand(expected.count <= stream.count, "\(expected.count) events of \(stream.count) bytes")
        for event in expected { try judge(event, of: stream) }

        var parser = parser(for: stream)
        var events: [REPLEvent] = []
        var rest = stream[...]
        var chance = UInt64(control)
        while !rest.isEmpty {
            chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let count = 1 + Int(chance >> 33) % (isEndless ? 5000 : 1 + Int(control & 0x3F))
            events += parser.feed(rest.prefix(count))
            rest = rest.dropFirst(count)
            try demand(parser.heldBytes <= REPLParser.mostHeldBytes, "\(parser.heldBytes) bytes are buffered")
        }
        try demand(events, equals: expected, "the events depend on the pieces")
        try demand(parser.heldBytes, equals: whole.heldBytes, "the buffered bytes depend on the pieces")
    }

    private static func parser(for stream: [UInt8]) -> REPLParser {
        var parser = REPLParser(frameMark: mark)
        parser.expectEcho(of: Array(stream.prefix { $0 != 0x0A }))
        return parser
    }

    private static func judge(_ event: REPLEvent, of stream: [UInt8]) throws(BrokenProperty) {
        switch event {
        case .frame(let bytes):
            try demand(bytes.count <= REPLParser.longestLine, "a frame of \(bytes.count) bytes")
            try demand(stream.holds(mark + bytes), "a frame that the board did not send")
        case .output(let bytes), .echo(let bytes):
            try demand(bytes.count <= REPLParser.longestLine, "a line of \(bytes.count) bytes")
        case .boot, .crash, .log, .luaError, .traceback, .prompt: break
        }
    }
}

extension [UInt8] {
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: part) }
    }
}
