/// A line of ESP-IDF's log: `I (1234) tag: text`, with or without colour.
package struct LogLine: Sendable, Hashable {
    /// The severity, by the log's own letter.
    package enum Level: Character, Sendable, Hashable {
        case error = "E"
        case warning = "W"
        case info = "I"
        case debug = "D"
        case verbose = "V"
    }

    /// The severity.
    package var level: Level
    /// Milliseconds since the chip's start.
    package var milliseconds: Int
    /// The component that logs.
    package var tag: String
    /// The message.
    package var text: String

    /// Makes a line from its parts.
    package init(level: Level, milliseconds: Int, tag: String, text: String) {
        self.level = level
        self.milliseconds = milliseconds
        self.tag = tag
        self.text = text
    }

    /// Parses a line without its colour codes; `nil` if it is not a log line.
    package init?(_ line: String) {
        guard let letter = line.first, let level = Level(rawValue: letter), line.dropFirst().hasPrefix(" ("),
            let close = line.firstIndex(of: ")"),
            let milliseconds = Int(line[line.index(line.startIndex, offsetBy: 3)..<close]), milliseconds >= 0
        else { return nil }
        let rest = line[line.index(after: close)...].drop { $0 == " " }
        guard let colon = rest.firstIndex(of: ":") else { return nil }
        self.level = level
        self.milliseconds = milliseconds
        tag = String(rest[..<colon])
        text = String(rest[rest.index(after: colon)...].trimmingPrefix { $0 == " " })
    }
}
