/// The bytes of a record, or how many they were.
public enum TraceBytes: Sendable, Hashable {
    /// The bytes themselves.
    case shown([UInt8])
    /// So many bytes that a trace does not tell.
    case withheld(count: Int)
    /// So many bytes that a trace does not tell, because they repeat bytes of the host that it does not tell either: from
    /// this position on, counted over all withheld bytes of the host.
    case echo(count: Int, position: Int)

    /// How many bytes they are.
    public var count: Int {
        switch self {
        case .shown(let bytes): bytes.count
        case .withheld(let count), .echo(let count, _): count
        }
    }
}

extension TraceBytes: CustomStringConvertible {
    /// The bytes as text, or their count in brackets.
    public var description: String {
        switch self {
        case .shown(let bytes): EscapedText.text(of: bytes)
        case .withheld(let count): "[\(count) bytes withheld]"
        case .echo(let count, let position): "[\(count) bytes withheld, echo from \(position)]"
        }
    }

    /// Reads what `description` writes; `nil` where it is something else.
    public init?(_ description: String) {
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
