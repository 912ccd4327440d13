/// The input of the prompt, from the line editor and from Lua.
///
/// A pipe of bytes that is read line by line; an unfinished line waits for its end (`nodemcu-firmware lua.c`,
/// `l_read_stdin`).
struct ConsoleInput {
    private var lines: [[UInt8]] = []
    private var head = 0
    private var partial: [UInt8] = []

    /// Whether a line is complete.
    var hasLine: Bool { head < lines.count }

    /// Takes a complete line, without its end.
    mutating func append(line: [UInt8]) {
        if partial.isEmpty {
            lines.append(line)
        } else {
            lines.append(partial + line)
            partial = []
        }
    }

    /// Takes bytes with any number of line ends.
    mutating func append(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            append(line: Array(rest[..<end]))
            rest = rest[(end + 1)...]
        }
        partial += rest
    }

    mutating func takeLine() -> [UInt8]? {
        guard hasLine else { return nil }
        defer {
            head += 1
            if head == lines.count {
                lines.removeAll(keepingCapacity: true)
                head = 0
            }
        }
        return lines[head]
    }
}
