extension REPLDialogue {
    /// The modules that an upgrade may use.
    static let modulesOfInterest = [
        "otaupgrade", "node", "tmr", "uart", "console", "pipe", "file", "encoder", "crypto", "struct", "bit", "wifi",
    ]

    /// Asks the board what it is, after `install()`.
    ///
    /// Nothing is assumed that can be asked; what the firmware has no function for stays `nil`.
    public func identify() async throws(REPLError) -> BoardIdentity {
        try await define(Self.identityHelper)
        let facts = try await ask("otaflash.d()")
        let dialect = Self.dialect(
            hasConsole: facts[1].isTruthy,
            hasOutputRedirection: facts[2].isTruthy,
            hasInfo: facts[3].isTruthy
        )
        let luaVersion: LuaVersion = facts[0].text == "Lua 5.1" ? .lua51 : .lua53
        let names = Self.modulesOfInterest.joined(separator: " ")
        let modules = try await ask("otaflash.m(\(literal.quoted(names)))")[0].text ?? ""
        let chip = try await ask("otaflash.h()")
        var identity = BoardIdentity(
            dialect: dialect,
            luaVersion: luaVersion,
            numberType: Self.numberType(luaVersion, isIntegral: facts[4].isTruthy, wraps: facts[5].isTruthy),
            chipModel: chip[0].text ?? (dialect == .idf3 ? "ESP32" : nil),
            chipID: chip[1].text,
            heap: chip[2].integer,
            modules: Set(modules.split(separator: " ").map(String.init))
        )
        if facts[3].isTruthy { try await addBuildFacts(to: &identity) }
        // Only the ESP32 has node.chipid (nodemcu-firmware dev-esp32-idf4-legacy node.c).
        if identity.chipModel == nil, identity.chipID != nil { identity.chipModel = "ESP32" }
        setLiteral(LuaLiteral(escapesNUL: dialect == .idf3))
        return identity
    }

    private static let identityHelper = LuaScript(source: PackageResources.identity_lua)

    private func addBuildFacts(to identity: inout BoardIdentity) async throws(REPLError) {
        let build = try await ask("otaflash.g()")
        identity.console = build[0].text.flatMap(ConsoleKind.init(firmwareName:))
        identity.flashSize = build[1].integer.flatMap { (0...1_048_576).contains($0) ? $0 * 1024 : nil }
        identity.chipModel = identity.chipModel ?? build[2].text
    }

    private static func dialect(hasConsole: Bool, hasOutputRedirection: Bool, hasInfo: Bool) -> Dialect {
        if hasConsole { return .console }
        if hasOutputRedirection { return .idf3 }
        return hasInfo ? .idf5 : .idf4
    }

    private static func numberType(_ version: LuaVersion, isIntegral: Bool, wraps: Bool) -> NumberType {
        switch version {
        case .lua51: isIntegral ? .integral : .double
        case .lua53: wraps ? .int32SingleFloat : .int64
        }
    }
}
