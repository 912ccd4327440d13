import LuaREPL

extension BoardIdentity {
    /// Why the console's rate cannot be changed while it runs; `nil` where it can.
    var reasonAgainstChangingBaud: String? {
        if dialect == .console { return "The firmware cannot change its console's rate at run time." }
        if console?.vanishesAtReset == true { return "A USB console has no line rate." }
        if !modules.isSuperset(of: ["uart", "tmr"]) {
            return "The firmware lacks the uart or tmr module that a change of rate needs."
        }
        return nil
    }
}
