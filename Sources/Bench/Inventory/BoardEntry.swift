/// One board of a bench, as its inventory has it.
public struct BoardEntry: Sendable, Hashable, Codable {
    /// The name that it is called by; letters, digits, `.`, `_` and `-`.
    public var name: String
    /// Where its console is: a path, `socket://HOST:PORT` or `rfc2217://HOST:PORT`.
    public var port: String?
    /// What selects its port on this host, as `--device` takes it; a board has this or `port`.
    public var device: String?
    /// The name of its profile.
    public var profile: String?
    /// Words that boards are chosen by together.
    public var tags: [String]?
    /// The chip that it must have.
    public var chip: String?
    /// Lua that must return `true` on new firmware.
    public var check: String?
    /// A command of this host that switches its power.
    public var powerHook: String?

    /// The keys of the file.
    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, port, device, profile, tags, chip, check
        case powerHook = "power_hook"
    }

    /// Makes an entry from its name and where the board is.
    public init(name: String, port: String? = nil, device: String? = nil, profile: String? = nil) {
        self.name = name
        self.port = port
        self.device = device
        self.profile = profile
    }
}
