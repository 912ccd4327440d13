/// Which Lua modules NodeMCU firmware has, as far as its image shows.
///
/// NodeMCU has a table of its modules, each with its name, in the data that is mapped from flash
/// (`nodemcu-firmware dev-esp32 components/core/include/module.h`).
public struct LuaModules: Sendable, Hashable {
    /// Whether a module is there.
    public enum Presence: Sendable, Hashable {
        /// It is in the firmware.
        case present
        /// The firmware is NodeMCU's and does not have it.
        case absent
        /// The image does not show whether it is there.
        case unknown(Doubt)
    }

    /// Why an image does not show its modules.
    public enum Doubt: String, Sendable, Hashable, CaseIterable {
        /// There is hardly any text in it, as if it were encrypted or compressed.
        case noText = "no-text"
        /// It holds text, but none of NodeMCU's.
        case notNodeMCU = "not-nodemcu"
        /// It holds the module's name, but not as that of a module.
        case nameAlone = "name-alone"
    }

    /// The names of the modules in the order of the alphabet, without Lua's own libraries; empty if none was found.
    public let names: [String]
    /// Whether the firmware can be upgraded over its console.
    public let otaUpgrade: Presence
}

extension LuaModules.Doubt {
    /// The reason as part of a sentence.
    package var reason: String {
        switch self {
        case .noText: "it holds hardly any text, as if it were encrypted or compressed"
        case .notNodeMCU: "it holds no names of NodeMCU's modules"
        case .nameAlone: "it holds the module's name, but not in its list of modules"
        }
    }
}

extension LuaModules {
    init(in image: MappedImage) {
        let table = ModuleTable.names(in: image)
        names = (table ?? Self.known.filter { image.holds(text: $0) }).filter { !Self.libraries.contains($0) }.sorted()
        otaUpgrade = Self.presence(table, image)
    }

    private static func presence(_ table: [String]?, _ image: MappedImage) -> Presence {
        if table?.contains("otaupgrade") == true { return .present }
        if image.holds(text: "otaupgrade") {
            // Lua code in the image may mention the module; only the module itself has the names of its functions as well.
            return table == nil && image.holds(text: "commence") ? .present : .unknown(.nameAlone)
        }
        // The end of a longer text can serve as a shorter one, which then has no NUL before it.
        if image.holds(text: "otaupgrade", alone: false) { return .unknown(.nameAlone) }
        if table != nil || image.holds(text: "node") { return .absent }
        return .unknown(image.isMostlyText ? .notNodeMCU : .noText)
    }

    /// Lua's own modules, which every firmware has.
    private static let libraries: Set<String> = [
        "ROM", "_G", "coroutine", "debug", "io", "math", "os", "package", "string", "table", "utf8",
    ]

    /// The modules of NodeMCU for the ESP32 family, for images whose table was not found.
    private static let known = [
        "adc", "bit", "bthci", "can", "console", "crypto", "dac", "dht", "encoder", "eromfs", "espnow", "eth", "file",
        "gpio", "heaptrace", "http", "httpd", "i2c", "i2s", "ledc", "mcpwm", "mqtt", "net", "node", "otaupgrade", "ow",
        "pipe", "pulsecnt", "qrcodegen", "rmt", "rotary", "rtcmem", "sdmmc", "sigmadelta", "sjson", "sodium",
        "softuart", "spi", "struct", "time", "tmr", "touch", "u8g2", "uart", "ucg", "wifi", "ws2812",
    ]
}
