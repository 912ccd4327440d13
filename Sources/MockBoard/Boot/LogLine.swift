/// One line of ESP-IDF's log: `I (1234) boot: Partition Table:`.
public struct LogLine: Sendable, Hashable {
    /// How bad it is.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        /// Something failed.
        case error = "E"
        /// Something is odd.
        case warning = "W"
        /// A note.
        case info = "I"

        /// The number of the terminal colour that ESP-IDF gives the line.
        var colour: Int {
            switch self {
            case .error: 31
            case .warning: 33
            case .info: 32
            }
        }
    }

    /// How bad it is.
    public var level: Level
    /// Which part of the firmware says it.
    public var tag: String
    /// What it says.
    public var text: String
    /// Whether the binary Wi-Fi libraries print it: without a colour, and without the blank after the tag.
    public var isFromLibrary: Bool

    /// Makes a line.
    public init(_ level: Level, _ tag: String, _ text: String, isFromLibrary: Bool = false) {
        self.level = level
        self.tag = tag
        self.text = text
        self.isFromLibrary = isFromLibrary
    }

    /// The line as it goes out, without a line end.
    /// - Parameters:
    ///   - milliseconds: the time since the start that stands in the brackets.
    ///   - colours: whether the firmware was built with colours (`CONFIG_LOG_COLORS`, on by default).
    public func rendered(milliseconds: Int, colours: Bool = true) -> String {
        let start = "\(level.rawValue) (\(milliseconds)) \(tag):"
        guard !isFromLibrary else { return start + text }
        let line = "\(start) \(text)"
        return colours ? "\u{1B}[0;\(level.colour)m\(line)\u{1B}[0m" : line
    }
}
