/// The bytes of a record, or only their number.
package enum TraceBytes: Sendable, Hashable {
    /// The bytes themselves.
    case shown([UInt8])
    /// The number of bytes that the trace withholds.
    case withheld(count: Int)
    /// The number of withheld bytes that echo withheld bytes of the host: from `position` on, counted over all withheld
    /// bytes of the host.
    case echo(count: Int, position: Int)

    /// The number of bytes.
    package var count: Int {
        switch self {
        case .shown(let bytes): bytes.count
        case .withheld(let count), .echo(let count, _): count
        }
    }
}

extension TraceBytes: CustomStringConvertible {
    /// The bytes as text, or their count in brackets.
    package var description: String {
        switch self {
        case .shown(let bytes): EscapedText.text(of: bytes)
        case .withheld(let count): "[\(count) bytes withheld]"
        case .echo(let count, let position): "[\(count) bytes withheld, echo from \(position)]"
        }
    }

    /// Reads the text of `description`; `nil` for any other text.
    package init?(_ description: String) {
        guard description.hasPrefix("[") else {
            guard let bytes = EscapedText.bytes(of: description) else { return nil }
            self = .shown(bytes)
            return
        }
        let words = description.dropFirst().split(separator: " ", omittingEmptySubsequences: false)
        guard let count = words.first.flatMap({ Int($0) }), count >= 0 else { return nil }
        switch words.dropFirst().joined(separator: " ") {
        case "bytes withheld]":
            self = .withheld(count: count)
        case let rest where rest.hasPrefix("bytes withheld, echo from ") && rest.hasSuffix("]"):
            guard let position = words.last.flatMap({ Int($0.dropLast()) }), position >= 0 else { return nil }
            self = .echo(count: count, position: position)
        default:
            return nil
        }
    }
}
