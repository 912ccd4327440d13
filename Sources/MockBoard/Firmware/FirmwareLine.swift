/// The firmware lines that a mock board can run: each has a console and a set of modules of its own.
public enum FirmwareLine: String, Sendable, Hashable, CaseIterable {
    /// `dev-esp32-idf3-final`.
    case idf3
    /// `dev-esp32-idf4-legacy`.
    case idf4
    /// `dev-esp32` until December 2024.
    case idf5
    /// `dev-esp32` since then, with the `console` module.
    case console

    /// The ESP-IDF that it is built with.
    public var release: IDFRelease {
        switch self {
        case .idf3: .v3_3_4
        case .idf4: .v4_4_6
        case .idf5: .v5_1_3
        case .console: .v5_3_2
        }
    }

    /// The project that an image of this line names.
    package var projectName: String { self == .idf3 ? "NodeMCU" : "nodemcu" }

    /// The Lua versions that it can be built with.
    public var luaReleases: [LuaRelease] {
        self == .idf3 ? [.lua51] : [.lua51, .lua53]
    }

    /// What can carry its console.
    public var consoles: [ConsoleKind] {
        switch self {
        case .idf3, .idf4: [.uart]
        case .idf5, .console: ConsoleKind.allCases
        }
    }

    /// What ends a line of output.
    var newline: String {
        release.standardOutputHasCarriageReturns ? "\r\n" : "\n"
    }

    /// Whether `node.info` and `node.chipmodel` are there, since summer 2024.
    var hasNodeInfo: Bool {
        self == .idf5 || self == .console
    }

    /// What stands before the text of an error at the prompt.
    var errorPrefix: String? {
        self == .idf3 ? nil : "Lua error: "
    }
}
