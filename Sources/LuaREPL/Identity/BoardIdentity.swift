/// What a board answered about itself and its firmware.
public struct BoardIdentity: Sendable, Hashable {
    /// The firmware line.
    public var dialect: Dialect
    /// What the firmware line was told from.
    public var evidence: LineEvidence
    /// The Lua version.
    public var luaVersion: LuaVersion
    /// What its numbers are.
    public var numberType: NumberType
    /// What carries the console; `nil` where the firmware cannot say (before `node.info`, July 2024).
    public var console: ConsoleKind?
    /// The chip's model as the firmware names it, `ESP32-S3`; `nil` where it cannot say.
    public var chipModel: String?
    /// The chip's serial number, on the ESP32 only.
    public var chipID: String?
    /// Free heap in bytes.
    public var heap: Int?
    /// The size of the flash chip in bytes, where the firmware says it.
    public var flashSize: Int?
    /// The chip's revision with hundreds for the major number, `301` for v3.1; `nil` where the firmware cannot say.
    package var chipRevision: Int?
    /// Which of the modules that matter here are built in.
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

    /// The model of the chip that NodeMCU began on; no firmware for it has `otaupgrade`.
    static let esp8266 = "ESP8266"

    /// Whether the board is an ESP8266, whose firmware cannot be upgraded over its console.
    package var isESP8266: Bool { chipModel == Self.esp8266 }

    /// Whether the firmware can upgrade itself at all.
    public var hasOTAUpgrade: Bool {
        modules.contains("otaupgrade")
    }
}
