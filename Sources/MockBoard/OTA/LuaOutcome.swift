/// How a function that Lua calls ends.
public enum LuaOutcome: Sendable, Hashable {
    /// It returns nothing.
    case returns
    /// It raises an error with this message, as `luaL_error` does: Lua puts the position before it.
    case raises(String)
    /// The chip restarts at once: nothing further is printed, and the function does not return.
    case restarts
}
