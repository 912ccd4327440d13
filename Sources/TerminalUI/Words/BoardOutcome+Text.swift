import ESPImage
import Fleet
import LuaREPL
import OTAUpgrade

extension BoardOutcome {
    /// How the board's part of the run ended, in a few words.
    package var words: String {
        switch status {
        case .upgraded: "upgraded"
        case .unchanged: "unchanged"
        case .planned: "planned"
        case .failed, .cancelled: "\(code)\(error?.phase.map { " in \($0.words)" } ?? "")"
        case .skipped(let reason): "skipped: \(reason.words)"
        }
    }

    /// The old and the new version, as far as they are known.
    package var versions: String {
        let old = before?.runningSlot?.description?.version
        let new = result?.image.descriptor?.version
        switch status {
        case .unchanged: return (new ?? old ?? "").printable
        case .skipped, .failed, .cancelled: return (old ?? "").printable
        case .upgraded, .planned: return "\(old ?? "unknown") → \(new ?? "unknown")".printable
        }
    }

    /// The slot that runs, or the old and the new one.
    package var slots: String {
        guard let before else { return "" }
        let after = status == .planned ? result?.plan?.to : result?.after?.running
        guard let after, after != before.running else { return before.running.printable }
        return "\(before.running) → \(after)".printable
    }
}

extension BoardOutcome.SkipReason {
    /// The reason in a few words.
    package var words: String {
        switch self {
        case .canaryFailed: "a canary failed"
        case .tooManyFailures: "too many failures"
        case .heldBack: "held back"
        case .quarantined: "in quarantine"
        case .interrupted: "interrupted"
        }
    }
}
