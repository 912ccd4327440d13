package import ESPImage
import TerminalUI

extension JSONValue {
    /// What a firmware file is; the parts of an image are `null` if it is not one.
    package static func image(_ inspection: FirmwareFile.Inspection?, file: String) -> JSONValue {
        let image = inspection?.image
        let descriptor = image?.descriptor
        return [
            "file": .string(file),
            "kind": JSONValue(inspection?.kind.rawValue),
            "size": JSONValue(inspection?.size),
            "sha256": JSONValue(inspection?.sha256.hexadecimal),
            "chip": JSONValue(image?.chip.rawValue),
            "name": JSONValue(descriptor?.projectName),
            "version": JSONValue(descriptor?.version),
            "secure_version": JSONValue(descriptor.map { Int($0.secureVersion) }),
            "date": JSONValue(descriptor?.date),
            "time": JSONValue(descriptor?.time),
            "idf_version": JSONValue(descriptor?.idfVersion),
            "elf_sha256": JSONValue(image?.elfSHA256?.hexadecimal),
            "min_chip_revision": JSONValue(image?.minChipRevision?.description),
            "max_chip_revision": JSONValue(image?.maxChipRevision?.description),
            "image_size": JSONValue(image?.imageSize),
            "padding_size": JSONValue(image?.paddingSize),
            "signature": JSONValue(image?.signature.map(\.name)),
            "applications": inspection?.error.map { .array($0.containedApps.map(application)) } ?? .null,
            "modules": image.map { .array($0.modules.names.map { .string($0) }) } ?? .null,
            "has_otaupgrade": JSONValue(image?.modules.hasOTAUpgrade),
            "remarks": .array((image?.remarks ?? []).map(remark)),
        ]
    }

    /// The fields of the header and the segments.
    static func imageDetails(_ image: AppImage?) -> [String: JSONValue] {
        let header = image?.header
        return [
            "entry_address": JSONValue(header.map { Int($0.entryAddress) }),
            "chip_id": JSONValue(header.map { Int($0.chipID) }),
            "flash_mode": JSONValue(header?.flashMode),
            "flash_megabytes": JSONValue(header?.flashMegabytes),
            "flash_megahertz": JSONValue(image.flatMap { $0.header.flashMegahertz(on: $0.chip) }),
            "checksum": JSONValue(image.map { Int($0.checksum) }),
            "appended_sha256": JSONValue(image?.appendedHash?.hexadecimal),
            "flash_page_size": JSONValue(image?.descriptor?.flashPageSize),
            "segments": image.map { .array($0.segments.map(segment)) } ?? .null,
        ]
    }

    private static func remark(_ remark: ImageRemark) -> JSONValue {
        ["code": .string(remark.code), "message": .string(remark.description)]
    }

    private static func application(_ app: ContainedApp) -> JSONValue {
        [
            "name": .string(app.name),
            "offset": .integer(app.offset),
            "size": .integer(app.size),
            "version": JSONValue(app.version),
            "selected": .bool(app.isSelected),
        ]
    }

    private static func segment(_ segment: ImageSegment) -> JSONValue {
        [
            "load_address": .integer(Int(segment.loadAddress)),
            "offset": .integer(segment.dataOffset),
            "size": .integer(segment.size),
            "padding": .bool(segment.isPadding),
        ]
    }
}

extension LuaModules {
    /// Whether the firmware has `otaupgrade`; `nil` if the image does not show it.
    fileprivate var hasOTAUpgrade: Bool? {
        switch otaUpgrade {
        case .present: true
        case .absent: false
        case .unknown: nil
        }
    }
}

extension ImageSignature {
    /// The name of the scheme.
    package var name: String {
        switch self {
        case .version1: "secure-boot-v1"
        case .version2: "secure-boot-v2"
        }
    }
}
