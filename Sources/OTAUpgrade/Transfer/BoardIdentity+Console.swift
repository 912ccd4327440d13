import LuaREPL

extension BoardIdentity {
    /// Why the console's rate cannot be changed at run time; `nil` if it can.
    var reasonAgainstChangingBaud: String? {
        if dialect == .console { return "The firmware cannot change its console's rate at run time." }
        if console?.vanishesAtReset == true { return "A USB console has no line rate." }
        if !hasConsoleModules { return "The firmware lacks the uart or tmr module that a change of rate needs." }
        return nil
    }

    /// Whether the console's echo can be switched off, with a timer to switch it on again.
    var canSilenceEcho: Bool {
        dialect != .console && hasConsoleModules
    }

    private var hasConsoleModules: Bool {
        modules.isSuperset(of: ["uart", "tmr"])
    }
}
