/// The number type of a board's Lua.
public enum NumberType: String, Sendable, Hashable {
    /// Lua 5.1 with double floats.
    case double = "doublefp"
    /// Lua 5.1 with integers only.
    case integral
    /// Lua 5.3 with 32-bit integers and single floats, NodeMCU's own choice.
    case int32SingleFloat = "int32-singlefp"
    /// Lua 5.3 with 64-bit integers.
    case int64 = "int64-doublefp"
}
