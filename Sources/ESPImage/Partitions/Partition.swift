/// An entry of a board's partition table.
public struct Partition: Sendable, Hashable {
    /// The label, at most 16 bytes of UTF-8; what NodeMCU's `otaupgrade.info()` calls a slot.
    public let name: String
    /// What it is for.
    public let type: PartitionType
    /// What it is for, in detail; has a meaning only together with `type`.
    public let subtype: UInt8
    /// Where it starts in flash, in bytes.
    public let offset: Int
    /// How many bytes it has.
    public let size: Int
    /// The flag bits of the table: see `Flags`.
    public let flags: Flags

    /// Makes a partition.
    ///
    /// A name of more than 16 bytes is cut, as by ESP-IDF's generator.
    /// - Precondition: `offset` and `size` fit 32 bits.
    public init(
        name: String,
        type: PartitionType,
        subtype: UInt8,
        offset: Int,
        size: Int,
        flags: Flags = []
    ) {
        precondition(UInt32(exactly: offset) != nil && UInt32(exactly: size) != nil, "not a flash address")
        self.name = Self.cut(name)
        self.type = type
        self.subtype = subtype
        self.offset = offset
        self.size = size
        self.flags = flags
    }

    /// The offset of the first byte after it.
    public var end: Int { offset + size }

    /// The number of an OTA slot, 0 to 15; `nil` for every other partition.
    public var otaSlotNumber: Int? {
        guard type == .app, subtype >= PartitionType.firstOTASubtype else { return nil }
        let number = Int(subtype - PartitionType.firstOTASubtype)
        return number < PartitionType.otaSlotLimit ? number : nil
    }

    /// Whether it holds the application that was flashed over USB with esptool.
    public var isFactory: Bool { type == .app && subtype == 0x00 }

    /// Whether it holds the test application that ESP-IDF's bootloader knows.
    public var isTest: Bool { type == .app && subtype == 0x20 }

    /// Whether it holds the two entries that say which slot boots.
    public var isOTAData: Bool { type == .data && subtype == 0x00 }

    /// Whether it holds the two entries that say which slot of the trusted execution environment boots.
    var isTEEOTAData: Bool { type == .data && subtype == 0x90 }

    /// Whether the chip and the build determine its place, at or below the table itself.
    var isPrimary: Bool { [.bootloader, .partitionTable].contains(type) && subtype == 0x00 }

    /// The name of the subtype in ESP-IDF's CSV form; `nil` if there is only a number.
    public var subtypeName: String? {
        type.subtypes.first { $0.number == subtype }?.name
    }

    static let nameLimit = 16

    private static func cut(_ name: String) -> String {
        guard name.utf8.count > nameLimit else { return name }
        var cut = ""
        for scalar in name.unicodeScalars {
            guard cut.utf8.count + String(scalar).utf8.count <= nameLimit else { break }
            cut.unicodeScalars.append(scalar)
        }
        return cut
    }
}

extension Partition {
    /// The flags of a partition (ESP-IDF 5.2 `gen_esp32part.py`, `PartitionDefinition.FLAGS`).
    public struct Flags: OptionSet, Sendable, Hashable {
        /// The 32 bits of the table.
        public let rawValue: UInt32

        /// Makes flags from their bits; unknown ones are kept.
        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// Encrypted if flash encryption is on.
        public static let encrypted = Flags(rawValue: 1)
        /// Not to be written by the application.
        public static let readOnly = Flags(rawValue: 2)
    }
}
