extension BootText {
    /// Reads a line that is not part of ESP-IDF's log: what the ROM and NodeMCU print.
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
        } else if line.holds("rst:0x"),
            let match = line.firstMatch(of: /rst:0x([0-9a-fA-F]+) \(([^)]*)\),boot:0x[0-9a-fA-F]+ \((.*)\)/),
            let code = Int(match.1, radix: 16)
        {
            self = .reset(code: code, reason: String(match.2), mode: String(match.3))
        } else {
            return nil
        }
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
        if text.hasPrefix("ESP-IDF "), let match = text.firstMatch(of: /^ESP-IDF (\S+) 2nd stage bootloader/) {
            self = .bootLoader(version: String(match.1))
        } else if text.first?.isNumber == true,
            let match = text.firstMatch(
                of: /^\d+ (\S+) +\S.*? ([0-9a-f]{2}) ([0-9a-f]{2}) ([0-9a-f]{8}) ([0-9a-f]{8})$/
            ), let type = Int(match.2, radix: 16), let subtype = Int(match.3, radix: 16),
            let offset = Int(match.4, radix: 16), let size = Int(match.5, radix: 16)
        {
            self = .partition(label: String(match.1), type: type, subtype: subtype, offset: offset, size: size)
        } else if text.hasPrefix("Loaded app"),
            let match = text.firstMatch(of: /^Loaded app from partition at offset 0x([0-9a-fA-F]+)/),
            let offset = Int(match.1, radix: 16)
        {
            self = .loadedApp(offset: offset)
        } else if text.hasSuffix("is not bootable") {
            self = .notBootable(text)
        } else if text.hasPrefix("No bootable app partitions") {
            self = .nothingBootable
        } else {
            return nil
        }
    }

    private init?(descriptionLine text: String) {
        let keys = ["Project name", "App version", "Compile time", "ELF file SHA256", "ESP-IDF"]
        guard let colon = text.firstIndex(of: ":"), keys.contains(String(text[..<colon])) else { return nil }
        let value = text[text.index(after: colon)...].trimmingPrefix { $0 == " " }
        self = .appDescription(key: String(text[..<colon]), value: String(value))
    }
}
