/// The end of a console's output, as the lines that a person would see.
struct ConsoleTail: Sendable, Hashable {
    /// The most bytes that are kept.
    private static let capacity = 2048
    /// The longest part of a line that is shown.
    private static let longestLine = 120

    private var bytes: [UInt8] = []

    mutating func add(_ more: [UInt8]) {
        bytes += more.suffix(Self.capacity)
        if bytes.count > Self.capacity { bytes.removeFirst(bytes.count - Self.capacity) }
    }

    /// The lines in order, without empty ones and without echoes; a prompt without a line end is the last.
    ///
    /// - Parameter sent: the text of the probe, which consoles repeat after their prompts.
    func lines(without sent: String) -> [String] {
        bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).compactMap { line in
            var text = Self.shown(line)
            if let echo = text.byteRange(of: sent) { text = String(text[..<echo.lowerBound]) }
            // Spaces at the end are part of a prompt, not of its text.
            while text.last == " " { text.removeLast() }
            let start = Self.once(text).prefix(Self.longestLine)
            return start.isEmpty ? nil : String(start)
        }
    }

    /// Reduces a prompt that is repeated on one line, since nothing ended the line, to one copy.
    private static func once(_ text: String) -> String {
        let signs = Array(text)
        for count in 2..<max(2, signs.count / 2 + 2) where count <= signs.count && signs[count - 1] == " " {
            let repeats = signs.indices.allSatisfy { signs[$0] == signs[$0 % count] }
            if repeats, signs.count >= 2 * count - 1 { return String(signs[..<(count - 1)]) }
        }
        return text
    }

    /// The line as a terminal shows it: without escape sequences, and without what backspaces have removed.
    private static func shown(_ line: ArraySlice<UInt8>) -> String {
        var shown: [UInt8] = []
        var escape: [UInt8]?
        for byte in line {
            if var sequence = escape {
                sequence.append(byte)
                let isOver = sequence.count > 1 ? (0x40...0x7E).contains(byte) : byte != UInt8(ascii: "[")
                escape = isOver || sequence.count > 16 ? nil : sequence
            } else if byte == 0x1B {
                escape = []
            } else if byte == 0x08 {
                _ = shown.popLast()
            } else if byte != 0x07 {
                shown.append(byte)
            }
        }
        return String(decoding: shown, as: UTF8.self).printable
    }
}
