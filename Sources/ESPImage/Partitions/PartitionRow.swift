/// The fields of one line; a field that the line leaves empty is still open.
struct PartitionRow {
    var name: String
    var type: PartitionType
    var subtype: UInt8
    var offset: Int?
    var size: Int
    var flags: Partition.Flags = []
    var line: Int

    /// Parses a line.
    /// - Parameters:
    ///   - tableOffset: the flash offset of the table itself.
    ///   - bootloaderOffset: the flash offset of the bootloader; `nil` if it is unknown.
    init(_ text: Substring, line: Int, tableOffset: Int, bootloaderOffset: Int?) throws(PartitionTableError) {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
        func field(_ index: Int) -> Substring { index < fields.count ? fields[index] : "" }
        func refuse(_ message: String) -> PartitionTableError {
            PartitionTableError(.invalidField, line: line, message)
        }

        self.line = line
        name = String(field(0))
        guard !name.utf8.contains(0) else {
            throw refuse("The name contains a NUL, which would end it in the binary form.")
        }
        guard !field(1).isEmpty else { throw refuse("The type is missing: \(Self.types).") }
        guard let type = PartitionType(name: field(1)) ?? Self.byte(field(1)).map(PartitionType.init(rawValue:)) else {
            throw refuse("'\(field(1))' is not a partition type: \(Self.types).")
        }
        self.type = type

        let named = type.subtypes.first { $0.name == field(2).lowercased() }?.number
        if field(2).isEmpty {
            guard type != .app else { throw refuse("The subtype is missing: factory, test or ota_0 to ota_15.") }
            subtype = 0x06
        } else if let number = named ?? Self.byte(field(2)) {
            subtype = number
        } else {
            let known = type.subtypes.map(\.name)
            let hint = known.isEmpty ? "" : "\(known.joined(separator: ", ")) or "
            throw refuse("'\(field(2))' is not a subtype of this type: \(hint)a number from 0 to 0xff.")
        }

        if !field(3).isEmpty {
            guard let offset = Self.number(field(3)), UInt32(exactly: offset) != nil else {
                throw refuse("'\(field(3))' is not an offset in flash.")
            }
            self.offset = offset
        }
        switch type {
        case .bootloader:
            // The build determines the place and the size; those in the line are ignored, as in ESP-IDF.
            guard let bootloaderOffset else {
                throw refuse("A bootloader partition needs the chip, which determines where it is.")
            }
            if subtype == 0x00 { offset = bootloaderOffset }
            if subtype == 0x02, offset == nil {
                throw refuse("A recovery bootloader needs its offset.")
            }
            size = tableOffset - bootloaderOffset
        case .partitionTable:
            if subtype == 0x00 { offset = tableOffset }
            size = PartitionTable.sectorSize
        default:
            guard !field(4).isEmpty else { throw refuse("The size is missing.") }
            guard let size = Self.number(field(4)), size.magnitude <= UInt32.max else {
                throw refuse("'\(field(4))' is not a size.")
            }
            self.size = size
        }

        for flag in field(5).split(separator: ":") {
            guard let known = Partition.Flags.byName.first(where: { $0.name == flag.trimmed }) else {
                throw refuse("'\(flag)' is not a flag: encrypted, readonly.")
            }
            flags.insert(known.flag)
        }
    }

    private static let types = "app, data, bootloader, partition_table or a number from 0 to 0xfe"

    /// Fills in what the line leaves open, for a partition after `end`.
    func partition(after end: Int) throws(PartitionTableError) -> Partition {
        let alignment = type.offsetAlignment
        let aligned = (end + alignment - 1) / alignment * alignment
        let offset = offset ?? aligned
        let isPrimary = [.bootloader, .partitionTable].contains(type) && subtype == 0x00
        guard isPrimary || offset >= end else {
            throw PartitionTableError(
                .overlap,
                line: line,
                "'\(name)' starts at \(offset.hexadecimal()), but the flash up to \(end.hexadecimal()) is taken."
            )
        }
        let size = size < 0 && type != .bootloader ? -size - offset : size
        guard UInt32(exactly: offset) != nil, UInt32(exactly: size) != nil, UInt32(exactly: offset + size) != nil else {
            throw .beyondFlash(name, line: line)
        }
        return Partition(name: name, type: type, subtype: subtype, offset: offset, size: size, flags: flags)
    }

    private static func byte(_ text: Substring) -> UInt8? {
        number(text).flatMap { UInt8(exactly: $0) }
    }

    /// A number as Python's `int(text, 0)` reads it, optionally followed by K or M.
    private static func number(_ text: Substring) -> Int? {
        guard let last = text.last?.lowercased(), let unit = ["k": 1024, "m": 1024 * 1024][last] else {
            return plainNumber(text)
        }
        guard let (product, overflow) = plainNumber(text.dropLast().trimmed)?.multipliedReportingOverflow(by: unit)
        else {
            return nil
        }
        return overflow ? nil : product
    }

    private static func plainNumber(_ text: Substring) -> Int? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative || text.hasPrefix("+") ? text.dropFirst() : text
        let radix = ["0x": 16, "0o": 8, "0b": 2][digits.prefix(2).lowercased()]
        guard let body = ungrouped(radix == nil ? digits : digits.dropFirst(2), isAfterPrefix: radix != nil),
            let first = body.first, first.isHexDigit, let value = Int(body, radix: radix ?? 10)
        else { return nil }
        // A leading zero could be meant as octal, so Python refuses it.
        if radix == nil, digits.count > 1, digits.hasPrefix("0"), value != 0 { return nil }
        return isNegative ? -value : value
    }

    /// Digits without the single underscores that Python allows between them and after a prefix; `nil` if others are there.
    private static func ungrouped(_ digits: Substring, isAfterPrefix: Bool) -> String? {
        let groups = digits.split(separator: "_", omittingEmptySubsequences: false)
        let counted = isAfterPrefix && groups.count > 1 && groups[0].isEmpty ? groups.dropFirst() : groups[...]
        return counted.contains(where: \.isEmpty) ? nil : counted.joined()
    }
}
