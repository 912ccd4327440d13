/// How a function that Lua calls ends.
package enum LuaOutcome: Sendable, Hashable {
    /// It returns nothing.
    case returns
    /// It raises an error with this message, as `luaL_error` does: Lua prefixes the position.
    case raises(String)
    /// The chip restarts at once: nothing more is printed, and the function does not return.
    case restarts
}
