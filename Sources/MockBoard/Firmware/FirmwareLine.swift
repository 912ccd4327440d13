package import ESPDevice

/// The firmware lines that a mock board can run, each with its own console code and set of modules.
public enum FirmwareLine: String, Sendable, Hashable, CaseIterable {
    /// `dev-esp32-idf3-final`.
    case idf3
    /// `dev-esp32-idf4-legacy`.
    case idf4
    /// `dev-esp32` until December 2024.
    case idf5
    /// `dev-esp32` since then, with the `console` module.
    case console

    /// The ESP-IDF version that it is built with.
    package var release: IDFRelease {
        switch self {
        case .idf3: .v3_3_4
        case .idf4: .v4_4_6
        case .idf5: .v5_1_3
        case .console: .v5_3_2
        }
    }

    /// The project name in an image of this line.
    package var projectName: String { self == .idf3 ? "NodeMCU" : "nodemcu" }

    /// The Lua versions that it can be built with.
    public var luaReleases: [LuaRelease] {
        self == .idf3 ? [.lua51] : [.lua51, .lua53]
    }

    /// The interfaces that its console can use.
    public var consoles: [ConsoleInterface] {
        switch self {
        case .idf3, .idf4: [.uart]
        case .idf5, .console: ConsoleInterface.allCases
        }
    }

    /// The line end of its output.
    var newline: String {
        release.standardOutputHasCarriageReturns ? "\r\n" : "\n"
    }

    /// Whether it has `node.info` and `node.chipmodel`, added in summer 2024.
    var hasNodeInfo: Bool {
        self == .idf5 || self == .console
    }

    /// The prefix of an error message at the prompt.
    var errorPrefix: String? {
        self == .idf3 ? nil : "Lua error: "
    }
}
