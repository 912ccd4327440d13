import LuaREPL
import Testing

/// Feeds the same bytes at once, one at a time and in pieces, and expects the same events each time.
func events(
    of bytes: [UInt8],
    mark: String = "",
    echoes: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) -> [REPLEvent] {
    let results = [bytes.count, 1, 2, 7, 64].map { size in
        var parser = REPLParser(frameMark: Array(mark.utf8))
        for echo in echoes { parser.expectEcho(of: Array(echo.utf8)) }
        var events: [REPLEvent] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            events += parser.feed(rest.prefix(max(1, size)))
            rest = rest.dropFirst(max(1, size))
        }
        return events
    }
    for result in results.dropFirst() {
        #expect(result == results[0], "the chunking shows", sourceLocation: sourceLocation)
    }
    return results[0]
}

func events(
    of text: String,
    mark: String = "",
    echoes: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) -> [REPLEvent] {
    events(of: Array(text.utf8), mark: mark, echoes: echoes, sourceLocation: sourceLocation)
}

func output(_ text: String) -> REPLEvent {
    .output(Array(text.utf8))
}
