extension PartitionTable {
    /// Parses the CSV form and validates it.
    ///
    /// Lines that are empty or start with `#` are ignored. An empty offset is replaced by the next aligned one; a negative
    /// size extends up to that flash address; numbers may end in K or M and be grouped with `_`.
    /// - Parameters:
    ///   - tableOffset: the flash offset of the table itself.
    ///   - bootloaderOffset: the flash offset of the bootloader, for tables that name it; see `Chip.bootloaderOffset`.
    /// - Throws: `invalidField`, and what `validate()` throws, with the line number if one line is at fault.
    public init(
        csv: String,
        tableOffset: Int = Self.flashOffset,
        bootloaderOffset: Int? = nil
    ) throws(PartitionTableError) {
        var lines: [Int] = []
        var partitions: [Partition] = []
        var end = tableOffset + Self.sectorSize
        for (index, text) in csv.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let text = text.trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            let row = try PartitionRow(
                text,
                line: index + 1,
                tableOffset: tableOffset,
                bootloaderOffset: bootloaderOffset
            )
            let partition = try row.partition(after: end)
            if !partition.isPrimary { end = partition.end }
            partitions.append(partition)
            lines.append(index + 1)
        }
        self.init(partitions)
        try validate(tableOffset: tableOffset, lines: lines)
    }

    /// Parses the CSV form from a file, which may start with a byte order mark.
    /// - Throws: what `init(csv:)` throws; `invalidField` if the file is not text.
    package init(csvFile bytes: [UInt8], bootloaderOffset: Int? = nil) throws(PartitionTableError) {
        guard let text = String(fileText: bytes) else {
            throw PartitionTableError(
                .invalidField,
                "The file is not text in UTF-8, or in UTF-16 with a byte order mark."
            )
        }
        try self.init(csv: text, bootloaderOffset: bootloaderOffset)
    }

    /// The CSV form, which `init(csv:)` reads back.
    public var csv: String {
        let rows = partitions.map { partition in
            let type = partition.type.name ?? partition.type.rawValue.hexadecimal(digits: 2)
            let subtype = partition.subtypeName ?? partition.subtype.hexadecimal(digits: 2)
            let fields = [
                partition.name, type, subtype, partition.offset.hexadecimal(), Self.sizeText(partition.size),
                partition.flags.names.joined(separator: ":"),
            ]
            return fields.joined(separator: ",")
        }
        return (["# Name, Type, SubType, Offset, Size, Flags"] + rows).joined(separator: "\n") + "\n"
    }

    private static func sizeText(_ size: Int) -> String {
        if size > 0, size.isMultiple(of: 0x100000) { return "\(size / 0x100000)M" }
        if size > 0, size.isMultiple(of: 0x400) { return "\(size / 0x400)K" }
        return size.hexadecimal()
    }
}

extension Partition.Flags {
    static let byName: [(name: String, flag: Partition.Flags)] = [
        ("encrypted", .encrypted), ("readonly", .readOnly),
    ]

    fileprivate var names: [String] {
        Self.byName.filter { contains($0.flag) }.map(\.name)
    }
}
