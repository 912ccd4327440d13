/// The Lua that a NodeMCU firmware was built with.
package enum LuaBuild: String, Sendable, Hashable, CaseIterable {
    /// Lua 5.1 with floating-point numbers.
    case lua51
    /// Lua 5.1 with integers only.
    case lua51Integral
    /// Lua 5.3 with 32-bit integers and single-precision numbers.
    case lua53

    /// Its name in the banner (`nodemcu-firmware dev-esp32 lua.h`, `luaconf.h`).
    var banner: String {
        switch self {
        case .lua51: "Lua 5.1.4 [5.1-doublefp]"
        case .lua51Integral: "Lua 5.1.4 [5.1-integral]"
        case .lua53: "Lua 5.3.5 [5.3-int32-singlefp]"
        }
    }
}
