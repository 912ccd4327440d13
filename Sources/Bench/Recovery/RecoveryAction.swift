/// What is done before an upgrade is tried again; each is heavier than the one before.
public enum RecoveryAction: String, Sendable, Hashable, CaseIterable {
    /// The port is opened again, and its prompt looked for.
    case resynchronise = "resync"
    /// The board is looked for again, as it may have come back under another name.
    case reopen
    /// The board is restarted, at its prompt or by DTR and RTS.
    case restart
    /// The power hook takes the board's power away and gives it back.
    case powerCycle = "power-cycle"

    /// Whether the board restarts, which gives up firmware on trial.
    public var restartsBoard: Bool {
        switch self {
        case .resynchronise, .reopen: false
        case .restart, .powerCycle: true
        }
    }
}
