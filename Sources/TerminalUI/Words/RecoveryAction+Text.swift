package import Fleet

extension RecoveryAction {
    /// The action, in the words that people read.
    package var words: String {
        switch self {
        case .resynchronise: "opening the port again"
        case .reopen: "looking for the board again"
        case .restart: "restarting the board"
        case .powerCycle: "switching its power off and on"
        }
    }
}
