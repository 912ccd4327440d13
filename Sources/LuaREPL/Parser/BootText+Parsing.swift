extension BootText {
    /// Parses a line that is not part of ESP-IDF's log: output of the ROM and NodeMCU.
    init?(line: String) {
        if let range = line.byteRange(of: "ESP-ROM:") {
            self = .rom(chip: String(line[range.upperBound...].prefix { $0 != "-" }))
        } else if line.holds("ets Jun ") || line.holds("ets Jul ") {
            self = .rom(chip: "esp32")
        } else if line.holds("waiting for download") || line.holds("wait uart download") {
            self = .downloadMode
        } else if line.holds("invalid header: 0x") {
            self = .invalidHeader
        } else if let range = line.byteRange(of: "NodeMCU ESP32") {
            self = .banner(String(line[range.lowerBound...]))
        } else if let range = line.byteRange(of: "rst:0x"), let reset = Self.reset(line[range.upperBound...]) {
            self = reset
        } else {
            return nil
        }
    }

    /// What follows `rst:0x`: `c (SW_CPU),boot:0x8 (SPI_FAST_FLASH_BOOT)`, where the mode may also contain parentheses.
    private static func reset(_ text: Substring) -> BootText? {
        let parts = text.split(separator: "(", maxSplits: 2)
        guard parts.count == 3, let code = number(parts[0].dropLast()), let mode = parts[2].lastIndex(of: ")"),
            let reason = parts[1].firstIndex(of: ")"), parts[1][reason...].hasPrefix("),boot:0x")
        else { return nil }
        return .reset(code: code, reason: String(parts[1][..<reason]), mode: String(parts[2][..<mode]))
    }

    /// A hexadecimal number without a sign.
    private static func number(_ digits: some StringProtocol) -> Int? {
        digits.allSatisfy(\.isHexDigit) ? Int(digits, radix: 16) : nil
    }

    /// Reads a line of ESP-IDF's log.
    init?(log: LogLine) {
        switch log.tag {
        case "boot": self.init(bootLoaderLine: log.text)
        case "cpu_start", "app_init": self.init(descriptionLine: log.text)
        default: return nil
        }
    }

    private init?(bootLoaderLine text: String) {
        let words = text.split(separator: " ")
        if let row = Self.partition(columns: Array(text.utf8)) ?? Self.partition(words) {
            self = row
        } else if words.first == "ESP-IDF", words.dropFirst(2).starts(with: ["2nd", "stage", "bootloader"]) {
            self = .bootLoader(version: String(words[1]))
        } else if text.hasPrefix("Loaded app from partition"), let offset = words.last.flatMap(Self.address) {
            self = .loadedApp(offset: offset)
        } else if text.hasSuffix("is not bootable") {
            self = .notBootable(text)
        } else if text.hasPrefix("No bootable app partitions") {
            self = .nothingBootable
        } else {
            return nil
        }
    }

    /// A row of the partition table in the bootloader's columns; the label may contain spaces.
    ///
    /// Source: ESP-IDF 5.1.3 `bootloader_utility.c`, `%2d %-16s %-16s %02x %02x %08x %08x`; the spaces before the number are
    /// already removed.
    private static func partition(columns row: [UInt8]) -> BootText? {
        let blank = UInt8(ascii: " ")
        guard let end = row.firstIndex(of: blank), Int(String(decoding: row[..<end], as: UTF8.self)) != nil,
            row.count == end + 58, row[end + 17] == blank, row[end + 34] == blank
        else { return nil }
        let numbers = row[(end + 35)...].split(separator: blank).map { String(decoding: $0, as: UTF8.self) }
        guard numbers.map(\.count) == [2, 2, 8, 8], numbers.compactMap(number).count == 4 else { return nil }
        let field = row[end + 1..<end + 17]
        let label = field.lastIndex { $0 != blank }.map { field[...$0] } ?? []
        return String(validating: label, as: UTF8.self).flatMap { label in
            let numbers = numbers.compactMap(number)
            return .partition(
                label: label,
                type: numbers[0],
                subtype: numbers[1],
                offset: numbers[2],
                size: numbers[3]
            )
        }
    }

    /// A row with other columns: number, label, its purpose in words, and four numbers without 0x.
    private static func partition(_ words: [Substring]) -> BootText? {
        let numbers = words.suffix(4).compactMap(number)
        guard words.count >= 7, numbers.count == 4, Int(words[0]) != nil else { return nil }
        return .partition(
            label: String(words[1]),
            type: numbers[0],
            subtype: numbers[1],
            offset: numbers[2],
            size: numbers[3]
        )
    }

    private static func address(_ word: Substring) -> Int? {
        word.hasPrefix("0x") ? number(word.dropFirst(2)) : nil
    }

    private init?(descriptionLine text: String) {
        let keys = ["Project name", "App version", "Compile time", "ELF file SHA256", "ESP-IDF"]
        guard let colon = text.firstIndex(of: ":"), keys.contains(String(text[..<colon])) else { return nil }
        let value = text[text.index(after: colon)...].trimmingPrefix { $0 == " " }
        self = .appDescription(key: String(text[..<colon]), value: String(value))
    }
}
