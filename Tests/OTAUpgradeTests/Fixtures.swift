import ESPImage
import LuaREPL
import TransportCore

@testable import OTAUpgrade

/// Images and boards for tests of decisions.
enum Fixtures {
    static func descriptor(version: String, secureVersion: UInt32 = 0, date: String = "Jan  2 2025") -> AppDescriptor {
        AppDescriptor(
            version: version,
            projectName: "nodemcu",
            time: "03:04:05",
            date: date,
            idfVersion: "v5.1.3",
            secureVersion: secureVersion
        )
    }

    static func image(
        version: String? = "2.0.0",
        chip: Chip = .esp32,
        size: Int = 8192,
        secureVersion: UInt32 = 0,
        seed: UInt64 = 1
    ) throws -> AppImage {
        var builder = AppImageBuilder(chip: chip, size: size, seed: seed)
        builder.descriptor = version.map { descriptor(version: $0, secureVersion: secureVersion) }
        return try AppImage(builder.build())
    }

    static func description(_ version: String, secureVersion: UInt32 = 0) -> FirmwareDescription {
        FirmwareDescription(descriptor(version: version, secureVersion: secureVersion))
    }

    static func identity(
        dialect: Dialect = .idf5,
        chip: String? = "ESP32",
        flashSize: Int? = nil,
        modules: Set<String> = ["otaupgrade", "node"]
    ) -> BoardIdentity {
        BoardIdentity(
            dialect: dialect,
            luaVersion: .lua53,
            numberType: .int32SingleFloat,
            console: .uart,
            chipModel: chip,
            flashSize: flashSize,
            modules: modules
        )
    }

    /// A board with two slots: which one runs, which boots, and each one's state and version.
    static func status(
        running: String = "ota_0",
        boot: String? = nil,
        _ first: (OTAImageState?, String?) = (.valid, "1.0.0"),
        _ second: (OTAImageState?, String?) = (nil, nil)
    ) -> OTAStatus {
        OTAStatus(
            running: running,
            boot: boot ?? running,
            slots: [
                .init(label: "ota_0", state: first.0, description: first.1.map { description($0) }),
                .init(label: "ota_1", state: second.0, description: second.1.map { description($0) }),
            ]
        )
    }

    static func boot(slotSize: Int?) -> BootRecord {
        var monitor = BootMonitor()
        if let slotSize {
            for (index, label) in ["ota_0", "ota_1"].enumerated() {
                let text = BootText.partition(
                    label: label,
                    type: 0,
                    subtype: 0x10 + index,
                    offset: 0x10000 + index * slotSize,
                    size: slotSize
                )
                monitor.note(.boot(text), at: .init(nanoseconds: 0))
            }
        }
        return monitor.record
    }

    static func answer(_ values: LuaValue...) -> REPLAnswer {
        REPLAnswer(outcome: .returned(values), output: [])
    }

    static func raised(_ message: String) -> REPLAnswer {
        REPLAnswer(outcome: .raised(message), output: [])
    }
}
