/// A fault on the host's side of a run, at a write of the host, counted from 1.
package enum HostFault: Sendable, Hashable {
    /// The host dies: half of that write still goes out, and nothing after it.
    case dies(write: Int)
    /// The user interrupts the run.
    case interrupted(write: Int)
}

extension HostFault: CustomStringConvertible {
    /// The fault as `init(_:)` reads it: `host-dies@write:12`.
    package var description: String {
        switch self {
        case .dies(let write): "host-dies@write:\(write)"
        case .interrupted(let write): "interrupt@write:\(write)"
        }
    }

    /// Reads one fault; `nil` if the text is not one.
    package init?(_ text: some StringProtocol) {
        let words = text.split(separator: "@", omittingEmptySubsequences: false)
        guard words.count == 2, words[1].hasPrefix("write:"), let write = Int(words[1].dropFirst(6)), write > 0 else {
            return nil
        }
        switch words[0] {
        case "host-dies": self = .dies(write: write)
        case "interrupt": self = .interrupted(write: write)
        default: return nil
        }
    }
}
