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
}
