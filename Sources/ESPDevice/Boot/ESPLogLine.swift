/// One line of ESP-IDF's log: `I (1234) boot: Partition Table:`.
package struct ESPLogLine: Sendable, Hashable {
    /// The log level.
    package enum Level: String, Sendable, Hashable, CaseIterable {
        /// An error.
        case error = "E"
        /// A warning.
        case warning = "W"
        /// An informational message.
        case info = "I"

        /// ESP-IDF's terminal colour number for the level.
        var colour: Int {
            switch self {
            case .error: 31
            case .warning: 33
            case .info: 32
            }
        }
    }

    /// The log level.
    package var level: Level
    /// The tag of the firmware component.
    package var tag: String
    /// The message.
    package var text: String
    /// Whether the binary Wi-Fi libraries print it: without a colour, and without the space after the tag.
    package var isFromLibrary: Bool

    /// Makes a line.
    package init(_ level: Level, _ tag: String, _ text: String, isFromLibrary: Bool = false) {
        self.level = level
        self.tag = tag
        self.text = text
        self.isFromLibrary = isFromLibrary
    }

    /// The line as it is sent, without a line end.
    /// - Parameters:
    ///   - milliseconds: the time since the start, which is printed in parentheses.
    ///   - colours: whether the firmware was built with colours (`CONFIG_LOG_COLORS`, on by default).
    package func rendered(milliseconds: Int, colours: Bool = true) -> String {
        let start = "\(level.rawValue) (\(milliseconds)) \(tag):"
        guard !isFromLibrary else { return start + text }
        let line = "\(start) \(text)"
        return colours ? "\u{1B}[0;\(level.colour)m\(line)\u{1B}[0m" : line
    }
}
