import ESPImage
package import LuaREPL

extension BoardIdentity {
    /// The chip's name for people, `ESP32-S3`; as the firmware reports it if the chip is unknown.
    package var chipName: String? {
        chipModel.map { Chip(name: $0)?.displayName ?? $0.printable }
    }

    /// The chip's name for machines, `esp32s3`, as in an image; as the firmware reports it if the chip is unknown.
    package var chipKey: String? {
        chipModel.map { Chip(name: $0)?.rawValue ?? $0 }
    }

    /// The firmware line and its Lua, `idf5, Lua 5.3`; only the Lua on an ESP8266, which has no such lines.
    package var lineText: String {
        (isESP8266 ? "" : dialect.rawValue + ", ") + "Lua \(luaVersion.rawValue)"
    }
}
