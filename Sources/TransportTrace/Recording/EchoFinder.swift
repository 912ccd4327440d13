/// Finds a board's echo of withheld bytes.
///
/// A console echoes a line as it reads it, and may omit lines. So an echo is a run of the board's bytes that continues the
/// previous echo, or starts at the start of a line of the host; a short run does not count, since it cannot contain payload.
struct EchoFinder: Sendable {
    /// A part of the board's output.
    enum Part: Equatable, Sendable {
        case shown([UInt8])
        case echo(count: Int, position: Int)
    }

    /// The shortest run at the start of a line that counts as an echo; a line starts with code, not payload.
    private static let shortest = 8

    private var sent: [UInt8] = []
    /// The number of bytes that were dropped from the front of `sent`.
    private var offset = 0
    private var cursor = 0

    /// Notes withheld bytes of the host.
    mutating func expect(_ bytes: [UInt8]) {
        // Far more than a console buffers.
        if sent.count > 1 << 16 {
            sent.removeFirst(cursor)
            (offset, cursor) = (offset + cursor, 0)
            if sent.count > 1 << 18 {
                offset += sent.count
                sent.removeAll(keepingCapacity: true)
            }
        }
        sent += bytes
    }

    /// Splits the board's output.
    mutating func split(_ bytes: [UInt8]) -> [Part] {
        var parts: [Part] = []
        var shown: [UInt8] = []
        var rest = bytes[...]
        while let first = rest.first {
            if let start = start(of: rest) {
                let length = length(of: rest, at: start)
                if !shown.isEmpty { parts.append(.shown(shown)) }
                shown = []
                parts.append(.echo(count: length, position: offset + start))
                rest = rest.dropFirst(length)
                cursor = start + length
            } else {
                shown.append(first)
                rest = rest.dropFirst()
            }
        }
        if !shown.isEmpty { parts.append(.shown(shown)) }
        return parts
    }

    /// The position in `sent` where an echo at the front of `bytes` starts; `nil` if there is no echo.
    private func start(of bytes: ArraySlice<UInt8>) -> Int? {
        let isInLine = cursor > 0 && cursor < sent.count && sent[cursor - 1] != Self.newline
        if isInLine, length(of: bytes, at: cursor) > 0 { return cursor }
        var line = cursor
        // The next few lines: a board that omits more than its input buffer holds has reset.
        for _ in 0..<16 {
            while line < sent.count, line > 0, sent[line - 1] != Self.newline { line += 1 }
            guard line < sent.count else { return nil }
            let length = length(of: bytes, at: line)
            if length >= Self.shortest || (length > 0 && length == bytes.count && length > 1) { return line }
            line += 1
        }
        return nil
    }

    private func length(of bytes: ArraySlice<UInt8>, at start: Int) -> Int {
        var length = 0
        for (byte, expected) in zip(bytes, sent[start...]) {
            guard byte == expected, byte != Self.newline else { break }
            length += 1
        }
        return length
    }

    private static let newline: UInt8 = 0x0A
}
