/// What is done before a retry; each action is more drastic than the one before.
public enum RecoveryAction: String, Sendable, Hashable, CaseIterable {
    /// The port is reopened and the prompt is looked for.
    case resynchronise = "resync"
    /// The board is looked for again, since it may have come back under another name.
    case reopen
    /// The board is restarted, at its prompt or by DTR and RTS.
    case restart
    /// The power hook switches the board off and on.
    case powerCycle = "power-cycle"

    /// Whether the board restarts, which rolls back firmware on trial.
    public var restartsBoard: Bool {
        switch self {
        case .resynchronise, .reopen: false
        case .restart, .powerCycle: true
        }
    }
}
