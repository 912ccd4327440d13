/// The first of the two numbers that say what a partition is for.
///
/// Source: ESP-IDF 5.1.3 `esp_partition.h`; NodeMCU's own number `components/platform/partitions.csv`.
public struct PartitionType: RawRepresentable, Sendable, Hashable {
    /// The number in the table.
    public let rawValue: UInt8

    /// Makes a type from its number; 0x40 to 0xFE belong to applications.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// An application image.
    public static let app = PartitionType(rawValue: 0x00)
    /// Data that ESP-IDF knows about.
    public static let data = PartitionType(rawValue: 0x01)
    /// NodeMCU's own: SPIFFS (subtype 0) and the Lua Flash Store (subtype 1).
    public static let nodeMCU = PartitionType(rawValue: 0xC2)

    /// The name that ESP-IDF's CSV form uses; `nil` where there is only a number.
    public var name: String? {
        switch self {
        case .app: "app"
        case .data: "data"
        default: nil
        }
    }

    /// Finds a type by the name of the CSV form, in any case.
    public init?(name: some StringProtocol) {
        switch name.lowercased() {
        case "app": self = .app
        case "data": self = .data
        default: return nil
        }
    }

    /// The subtypes that have names in ESP-IDF's CSV form.
    var subtypes: [(name: String, number: UInt8)] {
        switch self {
        case .app:
            [("factory", 0x00), ("test", 0x20)]
                + (0..<PartitionType.otaSlotLimit).map { ("ota_\($0)", PartitionType.firstOTASubtype + UInt8($0)) }
        case .data:
            [
                ("ota", 0x00), ("phy", 0x01), ("nvs", 0x02), ("coredump", 0x03), ("nvs_keys", 0x04), ("efuse", 0x05),
                ("undefined", 0x06), ("esphttpd", 0x80), ("fat", 0x81), ("spiffs", 0x82), ("littlefs", 0x83),
            ]
        default: []
        }
    }

    /// What the offset of a partition must be a multiple of: 64 KiB for applications (a page of the flash cache),
    /// otherwise 4 KiB (a flash sector).
    public var offsetAlignment: Int {
        self == .app ? 0x10000 : 0x1000
    }

    static let firstOTASubtype: UInt8 = 0x10
    static let otaSlotLimit = 16
}
