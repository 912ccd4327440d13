extension REPLDialogue {
    /// The modules that an upgrade may use.
    static let modulesOfInterest = [
        "otaupgrade", "node", "tmr", "uart", "console", "pipe", "file", "encoder", "crypto", "struct", "bit", "wifi",
    ]

    /// A function that NodeMCU has on the ESP8266 and on no other chip.
    private static let esp8266Mark = "node.flashid"

    /// Asks the board what it is, after `install()`.
    ///
    /// Everything that can be asked is asked; a fact that the firmware has no function for stays `nil`.
    package func identify() async throws(REPLError) -> BoardIdentity {
        try await define(Self.identityHelper)
        let evidence = try await lineEvidence()
        let dialect = evidence.dialect
        let facts = try await ask("otaflash.d()")
        let luaVersion: LuaVersion = facts[0].text == "Lua 5.1" ? .lua51 : .lua53
        var modules = try await present(Self.modulesOfInterest + [Self.esp8266Mark])
        let isESP8266 = modules.remove(Self.esp8266Mark) != nil
        // That chip has no such module; a global of that name is something else.
        if isESP8266 { modules.remove("otaupgrade") }
        let chip = try await ask("otaflash.h()")
        var identity = BoardIdentity(
            dialect: dialect,
            evidence: evidence,
            luaVersion: luaVersion,
            numberType: Self.numberType(luaVersion, isIntegral: facts[1].isTruthy, wraps: facts[2].isTruthy),
            chipModel: isESP8266 ? BoardIdentity.esp8266 : chip[0].text ?? (dialect == .idf3 ? "ESP32" : nil),
            chipID: chip[1].text,
            heap: chip[2].integer,
            modules: modules
        )
        if evidence[.info] { try await addBuildFacts(to: &identity) }
        // Only the ESP32 has node.chipid (nodemcu-firmware dev-esp32-idf4-legacy node.c).
        if identity.chipModel == nil, identity.chipID != nil { identity.chipModel = "ESP32" }
        setLiteral(LuaLiteral(escapesNUL: dialect == .idf3))
        return identity
    }

    private static let identityHelper = LuaScript(source: PackageResources.identity_lua)

    private func lineEvidence() async throws(REPLError) -> LineEvidence {
        let names = try await present(LineEvidence.Fact.allCases.map(\.name))
        return LineEvidence(Set(LineEvidence.Fact.allCases.filter { names.contains($0.name) }))
    }

    /// The names that exist on the board, each a global or a field of one.
    private func present(_ names: [String]) async throws(REPLError) -> Set<String> {
        let list = names.joined(separator: " ")
        let answer = try await ask("otaflash.m(\(literal.quoted(list)))")
        // Without an answer nothing is known, and choosing a line would be a guess.
        guard let found = answer[0].text else {
            throw .raised(function: "otaflash.m", message: answer.error ?? answer[0].description)
        }
        return Set(found.split(separator: " ").map(String.init))
    }

    private func addBuildFacts(to identity: inout BoardIdentity) async throws(REPLError) {
        let build = try await ask("otaflash.g()")
        identity.console = build[0].text.flatMap(ConsoleKind.init(firmwareName:))
        identity.flashSize = build[1].integer.flatMap { (0...1_048_576).contains($0) ? $0 * 1024 : nil }
        identity.chipModel = identity.chipModel ?? build[2].text
        if let major = build[3].integer, let minor = build[4].integer, (0..<100).contains(major),
            (0..<100).contains(minor)
        {
            identity.chipRevision = major * 100 + minor
        }
    }

    private static func numberType(_ version: LuaVersion, isIntegral: Bool, wraps: Bool) -> NumberType {
        switch version {
        case .lua51: isIntegral ? .integral : .double
        case .lua53: wraps ? .int32SingleFloat : .int64
        }
    }
}
