import Glibc
import TerminalUI

/// The kind of a file about a board; each kind has a fixed name in the board's folder.
package enum ArtifactKind: String, Sendable, Hashable, CaseIterable {
    /// The board's own events, as `--events` writes them.
    case events
    /// All bytes that came from the board.
    case serialLog = "serial-log"
    /// The traffic over the port in both directions, with times; can be replayed.
    case serialTrace = "serial-trace"
    /// The slots before the first attempt.
    case before
    /// The slots when they were last read.
    case after
    /// The last plan.
    case plan
    /// Everything needed to diagnose the board's run.
    case report

    var fileName: String {
        switch self {
        case .events: "events.jsonl"
        case .serialLog: "serial.log"
        case .serialTrace: "serial.trace"
        case .before, .after, .plan: "\(rawValue).json"
        case .report: "report.txt"
        }
    }

    /// The mode of a new file, before the umask: what a board prints can be confidential.
    var mode: mode_t {
        switch self {
        case .serialLog, .serialTrace: 0o600
        case .events, .before, .after, .plan, .report: 0o644
        }
    }
}
