import ESPDevice

/// How Lua's run ends, once Lua has been unwound.
enum BoardExit: Hashable {
    /// The chip resets.
    case reset(ResetReason)
    /// The chip sleeps for that time; `nil` for a sleep that only a reset ends.
    case deepSleep(SimulatedTime?)
    /// The power fails.
    case powerLoss
}
