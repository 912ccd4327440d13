import ESPImage
import LuaREPL

/// Why a rollback failed, and what the board runs.
extension UpgradeError {
    /// `otaupgrade.rollback()` raised an error, so nothing was changed.
    static func rollbackRefused(_ message: String, _ status: OTAStatus, boot: BootRecord) -> UpgradeError {
        let state = BoardState(status)
        var error = firmware(message, in: .rollBack, board: state)
        if error.code != .rollbackFailed {
            error.code = .rollbackFailed
            error.nextStep = "Upgrade to the firmware that you want instead."
            error.remedies = []
        }
        // If no upgrade is possible either, that must be fixed first.
        if let refusal = BoardReadiness(status, boot: boot).slotRefusal {
            (error.nextStep, error.remedies) = (refusal.nextStep, refusal.remedies)
        }
        error.message += " Nothing was changed: \(state.running?.words ?? status.running.printable) is still running."
        return error
    }

    /// The board restarted but does not run its other firmware.
    static func notRolledBack(from before: OTAStatus, to report: BoardReport) -> UpgradeError {
        let state = report.status.map { BoardState($0) }
        let crash = report.boot.crash.map { " It had crashed: \($0.quotation.printable)." } ?? ""
        let running = state?.running?.words ?? "firmware without the otaupgrade module"
        return UpgradeError(
            .rollbackFailed,
            "The board restarted to go back from \((before.boot ?? before.running).printable), and now runs \(running).\(crash)",
            nextStep: "Upgrade to the firmware that you want.",
            phase: .rollBack,
            board: state ?? .unknown
        )
    }
}

extension BoardState.Firmware {
    /// Slot and version in a sentence: `ota_0 (3.0.0)`.
    var words: String {
        guard let version, !version.isEmpty else { return slot.printable }
        return "\(slot) (\(version))".printable
    }
}
