public import LuaREPL
public import TransportCore

/// What happens while an upgrade runs: plain facts, in the order of the phases.
///
/// Each phase is reported once, when it starts. `progress` occurs only between the start of `write` and that of `complete`.
public enum UpgradeEvent: Sendable, Hashable {
    /// A phase starts; it can take at most this long.
    case phaseStarted(UpgradePhase, limit: Duration?)
    /// The board has reported what it is and what its slots contain.
    case identified(BoardIdentity, OTAStatus)
    /// The plan is final.
    case planned(UpgradePlan)
    /// The board is restarted before the upgrade.
    case restartingFirst(RestartReason)
    /// The progress of the transfer.
    case progress(TransferProgress)
    /// A warning that does not stop the upgrade.
    case warning(UpgradeWarning)
    /// The port disappeared and came back, perhaps under another name.
    case portReturned(TransportAddress)
}
