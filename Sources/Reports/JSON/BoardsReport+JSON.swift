package import BoardProfiles
import ESPImage
import TerminalUI
import TransportCore

extension BoardsReport {
    /// The document of `boards`; `Schemas/boards.schema.json` describes it.
    package var json: JSONValue {
        [
            "v": 1,
            "result": error == nil ? "ok" : "failed",
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "error": [
                "code": JSONValue(error?.code.rawValue),
                "message": JSONValue(error?.description),
                "next_step": JSONValue(error?.nextStep),
                "file": JSONValue(error?.file),
                "line": JSONValue(error?.line),
                "key": JSONValue(error?.key),
            ],
            "boards": .array(boards.map(\.json)),
        ]
    }
}

extension BoardProfile {
    /// One board.
    package var json: JSONValue {
        [
            "name": .string(name),
            "title": .string(title),
            "chip": JSONValue(chip?.rawValue),
            "variants": .array(variants.map(JSONValue.string)),
            "flash_mb": .array(flashMegabytes.map(JSONValue.integer)),
            "console": .string(console.rawValue),
            "reset": .string(reset.rawValue),
            "opens_reset": .bool(opensReset),
            "boot_pin": JSONValue(bootPin),
            "default_baud": .integer(defaultBaud),
            "max_baud": JSONValue(highestBaud),
            "usb": .array(ports.map(\.json)),
            "quirks": .array(quirks.map(JSONValue.string)),
            "source": .string(source),
            "confidence": .string(confidence.rawValue),
        ]
    }
}

extension BoardPort {
    fileprivate var json: JSONValue {
        [
            "vid": .string(usb.vendorDigits),
            "pid": .string(usb.productDigits),
            "interface": JSONValue(usb.interface.map(Int.init)),
            "part": .string(part),
            "console": .string(console.rawValue),
            "reset": .string(reset.rawValue),
            "unique_serial": JSONValue(hasUniqueSerial),
        ]
    }
}
