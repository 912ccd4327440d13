/// A version of Lua.
public enum LuaRelease: String, Sendable, Hashable, CaseIterable {
    case lua51 = "5.1"
    case lua53 = "5.3"
}
