import LuaREPL

/// Looks at the console's usual line rate for a board that no longer answers at the transfer's.
protocol UsualRateLookout: Sendable {
    /// Looks for the board.
    ///
    /// The host stays at the usual rate if the board is there, and otherwise returns to the transfer's.
    func lookAtUsualRate() async throws(REPLError) -> UsualRate
}

/// What was found at the console's usual rate.
enum UsualRate: Sendable, Hashable {
    /// Nothing.
    case nobody
    /// The board has restarted.
    case restarted(BootRecord)
    /// The board has restored its console and accepts the rest of the transfer at the usual rate.
    case restored
}
