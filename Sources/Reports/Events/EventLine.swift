import FoundationEssentials
import TerminalUI

/// One event as a line of JSON.
struct EventLine: Sendable, Hashable {
    /// The most bytes that a line may have with its newline.
    ///
    /// A pipe takes this many bytes in one piece (`PIPE_BUF`), so lines of several boards are never interleaved.
    static let limit = 4096

    /// The line with its newline.
    let bytes: [UInt8]

    /// Makes the line; texts and lists that would make it too long are truncated.
    init(_ fields: JSONValue) {
        let texts = [Int.max, 1024, 256, 64, 16].lazy.map { fields.shortened(to: $0).text() + "\n" }
        // The last of them fits: an event has about twenty fields.
        let text = texts.first { $0.utf8.count <= Self.limit } ?? "{}\n"
        bytes = Array(text.utf8)
    }
}

extension JSONValue {
    /// The value with its texts truncated to `length` characters and its lists to a quarter as many elements.
    fileprivate func shortened(to length: Int) -> JSONValue {
        switch self {
        case .string(let text): .string(text.count <= length ? text : String(text.prefix(length - 1)) + "…")
        case .array(let values): .array(values.prefix(length / 4).map { $0.shortened(to: length) })
        case .object(let members): .object(members.mapValues { $0.shortened(to: length) })
        case .null, .bool, .integer, .number: self
        }
    }
}
