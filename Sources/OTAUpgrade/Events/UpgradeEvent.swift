public import LuaREPL
public import TransportCore

/// What happens while an upgrade runs: plain facts, in the order of the phases.
///
/// Each phase is told once when it starts. `progress` comes only between the start of `write` and that of `complete`.
public enum UpgradeEvent: Sendable, Hashable {
    /// A phase starts, and may take so long.
    case phaseStarted(UpgradePhase, limit: Duration?)
    /// The board has said what it is and what its slots hold.
    case identified(BoardIdentity, OTAStatus)
    /// The plan stands.
    case planned(UpgradePlan)
    /// The board is restarted before the upgrade.
    case restartingFirst(RestartReason)
    /// The transfer has come so far.
    case progress(TransferProgress)
    /// Something that should be known.
    case warning(UpgradeWarning)
    /// The port vanished and came back, perhaps under another name.
    case portReturned(TransportAddress)
}
