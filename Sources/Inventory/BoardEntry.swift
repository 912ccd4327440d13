/// One board of a bench: its entry in the inventory.
public struct BoardEntry: Sendable, Hashable {
    /// The board's name: letters, digits, `.`, `_` and `-`.
    public var name: String
    /// Where its console is: a path, `socket://HOST:PORT` or `rfc2217://HOST:PORT`.
    public var port: String?
    /// The selector of its port on this host, as for `--device`; a board has either this or `port`.
    public var device: String?
    /// The name of its profile.
    public var profile: String?
    /// Words that select groups of boards.
    public var tags: [String]?
    /// The chip that it must have.
    public var chip: String?
    /// Lua that must return `true` on the new firmware.
    public var check: String?
    /// A command on this host that switches its power.
    public var powerHook: String?

    /// The keys of the file.
    enum Key: String, CaseIterable {
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
