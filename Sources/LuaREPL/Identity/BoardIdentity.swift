/// What a board reported about itself and its firmware.
public struct BoardIdentity: Sendable, Hashable {
    /// The firmware line.
    public var dialect: Dialect
    /// The evidence for the firmware line.
    public var evidence: LineEvidence
    /// The Lua version.
    public var luaVersion: LuaVersion
    /// Its number type.
    public var numberType: NumberType
    /// What carries the console; `nil` if the firmware cannot report it (before `node.info`, July 2024).
    public var console: ConsoleKind?
    /// The chip's model as the firmware names it, `ESP32-S3`; `nil` if the firmware cannot report it.
    public var chipModel: String?
    /// The chip's serial number, on the ESP32 only.
    public var chipID: String?
    /// Free heap in bytes.
    public var heap: Int?
    /// The size of the flash chip in bytes; `nil` if the firmware does not report it.
    public var flashSize: Int?
    /// The chip's revision, major × 100 + minor, `301` for v3.1; `nil` if the firmware cannot report it.
    package var chipRevision: Int?
    /// The built-in modules, of those that an upgrade may use.
    public var modules: Set<String>

    /// Makes an identity from its facts.
    public init(
        dialect: Dialect,
        evidence: LineEvidence = LineEvidence(),
        luaVersion: LuaVersion,
        numberType: NumberType,
        console: ConsoleKind? = nil,
        chipModel: String? = nil,
        chipID: String? = nil,
        heap: Int? = nil,
        flashSize: Int? = nil,
        modules: Set<String> = []
    ) {
        self.dialect = dialect
        self.evidence = evidence
        self.luaVersion = luaVersion
        self.numberType = numberType
        self.console = console
        self.chipModel = chipModel
        self.chipID = chipID
        self.heap = heap
        self.flashSize = flashSize
        self.modules = modules
    }

    /// The model of NodeMCU's original chip; no firmware for it has `otaupgrade`.
    static let esp8266 = "ESP8266"

    /// Whether the board is an ESP8266, whose firmware cannot be upgraded over its console.
    package var isESP8266: Bool { chipModel == Self.esp8266 }

    /// Whether the firmware can upgrade itself at all.
    public var hasOTAUpgrade: Bool {
        modules.contains("otaupgrade")
    }
}
