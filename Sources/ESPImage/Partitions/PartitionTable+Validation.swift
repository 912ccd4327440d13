extension PartitionTable {
    /// Validates the table by the rules of ESP-IDF's generator.
    /// - Parameter tableOffset: the flash offset of the table itself.
    /// - Throws: `empty`, `tooMany`, `invalidField`, `misaligned`, `overlap`, `duplicateName`, `duplicateOTAData`, `otaDataSize`,
    ///   `nvsSize`, `readOnly`.
    public func validate(tableOffset: Int = Self.flashOffset) throws(PartitionTableError) {
        try validate(tableOffset: tableOffset, lines: [])
    }

    /// The same, with line numbers of a CSV text in errors: `lines` are those of the partitions, in order.
    func validate(tableOffset: Int, lines: [Int]) throws(PartitionTableError) {
        guard !partitions.isEmpty else { throw PartitionTableError(.empty, "There are no partitions.") }
        let placed = partitions.enumerated().map { (partition: $1, line: lines.isEmpty ? nil : lines[$0]) }
        for (partition, line) in placed {
            try partition.validate(line: line)
        }
        var names: Set<String> = []
        for (partition, line) in placed where !names.insert(partition.name).inserted {
            throw PartitionTableError(
                .duplicateName,
                line: line,
                "There are two partitions called '\(partition.name)'."
            )
        }
        for kind in [\Partition.isOTAData, \.isTEEOTAData] {
            guard let second = placed.filter({ $0.partition[keyPath: kind] }).dropFirst().first else { continue }
            throw PartitionTableError(
                .duplicateOTAData,
                line: second.line,
                "'\(second.partition.name)' is a second partition of type data, subtype "
                    + "\(second.partition.subtypeName ?? "ota"); only one is allowed."
            )
        }
        var end = 0
        var owner = "the bootloader"
        for (partition, line) in placed.sorted(by: { $0.partition.offset < $1.partition.offset }) {
            if !partition.isPrimary, end < tableOffset + Self.sectorSize {
                (end, owner) = (tableOffset + Self.sectorSize, "the partition table")
            }
            guard partition.offset >= end else {
                throw PartitionTableError(
                    .overlap,
                    line: line,
                    "'\(partition.name)' starts at \(partition.offset.hexadecimal()), but \(owner) "
                        + "takes the flash up to \(end.hexadecimal())."
                )
            }
            end = partition.end
            owner = "'\(partition.name)'"
        }
        _ = try binary()
    }
}

extension Partition {
    fileprivate func validate(line: Int?) throws(PartitionTableError) {
        guard UInt32(exactly: end) != nil else { throw .beyondFlash(name, line: line) }
        guard offset.isMultiple(of: type.offsetAlignment) else {
            throw PartitionTableError(
                .misaligned,
                line: line,
                "The offset \(offset.hexadecimal()) of '\(name)' is not a multiple of "
                    + "\(type.offsetAlignment.hexadecimal())."
            )
        }
        guard type != .app || size.isMultiple(of: 0x1000) else {
            throw PartitionTableError(
                .misaligned,
                line: line,
                "The size \(size.hexadecimal()) of '\(name)' is not a multiple of 0x1000."
            )
        }
        guard !(isOTAData || isTEEOTAData) || size == OTAData.size else {
            throw PartitionTableError(
                .otaDataSize,
                line: line,
                "'\(name)' holds the OTA data and must have 0x2000 bytes, not \(size.hexadecimal())."
            )
        }
        guard !(type == .data && subtypeName == "nvs") || size >= 0x3000 || flags.contains(.readOnly) else {
            throw PartitionTableError(
                .nvsSize,
                line: line,
                "'\(name)' holds NVS data and must have at least 0x3000 bytes or the flag readonly, not "
                    + "\(size.hexadecimal())."
            )
        }
        guard !(flags.contains(.readOnly) && (isOTAData || subtypeName == "coredump")) else {
            throw PartitionTableError(.readOnly, line: line, "'\(name)' is always written and cannot be read-only.")
        }
    }
}

extension PartitionTableError {
    static func beyondFlash(_ name: String, line: Int?) -> PartitionTableError {
        PartitionTableError(.invalidField, line: line, "'\(name)' extends beyond the 32-bit flash addresses.")
    }
}
