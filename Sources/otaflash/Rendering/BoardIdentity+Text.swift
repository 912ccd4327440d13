import ESPImage
import LuaREPL

extension BoardIdentity {
    /// The chip's name for people, `ESP32-S3`; as the firmware says it where it is not known here.
    var chipName: String? {
        chipModel.map { Chip(name: $0)?.displayName ?? $0.printable }
    }

    /// The chip's name for machines, `esp32s3`, as an image names it; as the firmware says it where it is not known here.
    var chipKey: String? {
        chipModel.map { Chip(name: $0)?.rawValue ?? $0 }
    }

    /// The line of the firmware and its Lua, `idf5, Lua 5.3`; the lines of the ESP32's firmware mean nothing on an ESP8266.
    var lineText: String {
        (isESP8266 ? "" : dialect.rawValue + ", ") + "Lua \(luaVersion.rawValue)"
    }
}
