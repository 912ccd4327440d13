/// The first of the two numbers that say what a partition is for.
///
/// Source: ESP-IDF 6 `esp_partition.h`; NodeMCU's own number `components/platform/partitions.csv`.
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
    /// A second-stage bootloader (ESP-IDF 5.5 and later).
    public static let bootloader = PartitionType(rawValue: 0x02)
    /// A partition table (ESP-IDF 5.5 and later).
    public static let partitionTable = PartitionType(rawValue: 0x03)
    /// NodeMCU's own: SPIFFS (subtype 0) and the Lua Flash Store (subtype 1).
    public static let nodeMCU = PartitionType(rawValue: 0xC2)

    /// The name that ESP-IDF's CSV form uses; `nil` if there is only a number.
    public var name: String? {
        switch self {
        case .app: "app"
        case .data: "data"
        case .bootloader: "bootloader"
        case .partitionTable: "partition_table"
        default: nil
        }
    }

    /// Finds a type by the name of the CSV form, in any case.
    public init?(name: some StringProtocol) {
        let known = [Self.app, .data, .bootloader, .partitionTable]
        guard let type = known.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = type
    }

    /// The subtypes that have names in ESP-IDF's CSV form.
    var subtypes: [(name: String, number: UInt8)] {
        switch self {
        case .app:
            [("factory", 0x00), ("test", 0x20), ("tee_0", 0x30), ("tee_1", 0x31)]
                + (0..<PartitionType.otaSlotLimit).map { ("ota_\($0)", PartitionType.firstOTASubtype + UInt8($0)) }
        case .data:
            [
                ("ota", 0x00), ("phy", 0x01), ("nvs", 0x02), ("coredump", 0x03), ("nvs_keys", 0x04), ("efuse", 0x05),
                ("undefined", 0x06), ("esphttpd", 0x80), ("fat", 0x81), ("spiffs", 0x82), ("littlefs", 0x83),
                ("tee_ota", 0x90),
            ]
        case .bootloader: [("primary", 0x00), ("ota", 0x01), ("recovery", 0x02)]
        case .partitionTable: [("primary", 0x00), ("ota", 0x01)]
        default: []
        }
    }

    /// The alignment of a partition's offset: 64 KiB for applications (a page of the flash cache),
    /// otherwise 4 KiB (a flash sector).
    public var offsetAlignment: Int {
        self == .app ? 0x10000 : 0x1000
    }

    static let firstOTASubtype: UInt8 = 0x10
    static let otaSlotLimit = 16
}
