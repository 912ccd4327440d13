/// The Lua version of a board.
public enum LuaVersion: String, Sendable, Hashable, CaseIterable {
    case lua51 = "5.1"
    case lua53 = "5.3"
}
