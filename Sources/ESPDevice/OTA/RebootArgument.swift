/// The argument of `otaupgrade.complete`, as Lua's `luaL_optint` sees it.
package enum RebootArgument: Sendable, Hashable {
    /// A number, or a numeric string: 0 does not reboot, any other number does.
    case number(Int)
    /// No argument, or `nil`.
    case absent
    /// A number that does not fit an integer, in Lua 5.3.
    case notAnInteger
    /// A value that is not a number; the name of its type, as `luaL_typename` returns it.
    case notANumber(typeName: String)
}
