/// The argument of `otaupgrade.complete`, as Lua's `luaL_optint` sees it.
public enum RebootArgument: Sendable, Hashable {
    /// A number, or a string that is one: 0 does not reboot, any other does.
    case number(Int)
    /// None, or `nil`.
    case absent
    /// A number that no integer can hold, in Lua 5.3.
    case notAnInteger
    /// Something that is no number; the name of its type, as `luaL_typename` gives it.
    case notANumber(typeName: String)
}
