extension PartitionTable {
    /// Parses the binary form, as in flash from 0x8000 on.
    ///
    /// Ignores what follows the end marker. A missing MD5 record is not an error (ESP-IDF before 3.1 wrote none), nor are
    /// partitions that `validate()` would refuse: a bootloader accepts them too.
    /// - Throws: `notATable`, `truncated`, `md5Mismatch`, `md5Unavailable`, `invalidName`, `empty`.
    public init(binary bytes: some Collection<UInt8>) throws(PartitionTableError) {
        let bytes = Array(bytes)
        var partitions: [Partition] = []
        var hashed: [UInt8] = []
        var offset = 0
        while true {
            guard offset + Self.recordSize <= bytes.count else {
                throw PartitionTableError(
                    .truncated,
                    offset: offset,
                    "The partition table ends without its end marker (32 bytes FF)."
                )
            }
            let record = bytes[offset..<offset + Self.recordSize]
            if record.allSatisfy({ $0 == 0xFF }) { break }
            if record.starts(with: Self.md5Magic) {
                try Self.checkMD5(of: hashed, against: record.suffix(16), at: offset)
            } else {
                partitions.append(try Partition(record: record, at: offset))
                hashed += record
            }
            offset += Self.recordSize
        }
        guard !partitions.isEmpty else {
            throw PartitionTableError(.empty, "The partition table has no partitions.")
        }
        self.init(partitions)
    }

    /// The binary form: the records, the MD5 record, and FF up to 3072 bytes.
    /// - Throws: `tooMany` above 94 partitions; `md5Unavailable`.
    public func binary() throws(PartitionTableError) -> [UInt8] {
        var bytes = partitions.flatMap(\.record)
        guard let digest = Digest.md5(bytes) else { throw .md5Unavailable() }
        bytes += Self.md5Magic + [UInt8](repeating: 0xFF, count: 14) + digest
        guard bytes.count < Self.binarySize else {
            throw PartitionTableError(
                .tooMany,
                "\(partitions.count) partitions do not fit: the table has room for 94."
            )
        }
        return bytes + [UInt8](repeating: 0xFF, count: Self.binarySize - bytes.count)
    }

    /// The first two bytes of every record.
    static let recordMagic: [UInt8] = [0xAA, 0x50]
    private static let md5Magic: [UInt8] = [0xEB, 0xEB]
    fileprivate static let recordSize = 32
    private static let binarySize = 0xC00

    private static func checkMD5(
        of records: [UInt8],
        against found: ArraySlice<UInt8>,
        at offset: Int
    ) throws(PartitionTableError) {
        guard let computed = Digest.md5(records) else { throw .md5Unavailable() }
        guard computed == Array(found) else {
            throw PartitionTableError(
                .md5Mismatch,
                offset: offset,
                "The partition table is damaged: its MD5 is \(computed.hexadecimal), "
                    + "but the record says \(found.hexadecimal)."
            )
        }
    }
}

extension Partition {
    /// Parses one record of 32 bytes.
    fileprivate init(record: ArraySlice<UInt8>, at offset: Int) throws(PartitionTableError) {
        guard record.starts(with: PartitionTable.recordMagic),
            let start = record.littleEndian32(at: 4), let size = record.littleEndian32(at: 8),
            let flags = record.littleEndian32(at: 28)
        else {
            throw PartitionTableError(
                .notATable,
                offset: offset,
                "Not a partition record: it starts with \(record.prefix(2).hexadecimal), not with aa50."
            )
        }
        let label = record.dropFirst(12).prefix(Self.nameLimit).prefix { $0 != 0 }
        guard let name = String(validating: label, as: UTF8.self) else {
            throw PartitionTableError(
                .invalidName,
                offset: offset,
                "The name of the partition is not text: \(label.hexadecimal)."
            )
        }
        self.init(
            name: name,
            type: PartitionType(rawValue: record[record.startIndex + 2]),
            subtype: record[record.startIndex + 3],
            offset: Int(start),
            size: Int(size),
            flags: Flags(rawValue: flags)
        )
    }

    /// The record of 32 bytes.
    fileprivate var record: [UInt8] {
        let label = Array(name.utf8)
        let padding = [UInt8](repeating: 0, count: Self.nameLimit - label.count)
        return PartitionTable.recordMagic + [type.rawValue, subtype] + UInt32(offset).littleEndianBytes
            + UInt32(size).littleEndianBytes + label + padding + flags.rawValue.littleEndianBytes
    }
}

extension PartitionTableError {
    fileprivate static func md5Unavailable() -> PartitionTableError {
        PartitionTableError(.md5Unavailable, "This system does not allow MD5 (FIPS mode).")
    }
}
