import ESPImage

/// What `esptool image-info` should print about an image: the same facts, in its words.
struct EsptoolReport {
    var header: ImageHeader
    var segments: [ImageSegment]
    var chip: Chip
    var size: Int
    var checksum: (stored: UInt8, computed: UInt8)
    var hash: (stored: [UInt8], computed: [UInt8])?
    var descriptor: AppDescriptor?
    var bootloader: BootloaderDescriptor?

    /// Every line that carries a fact, except those of the segments.
    var lines: [String] {
        imageLines + footerLines + descriptorLines + bootloaderLines
    }

    /// Number, length, address and offset of each segment, and what esptool may call its memory.
    var segmentLines: [(prefix: String, isMemory: (Set<String>) -> Bool)] {
        segments.enumerated().map { index, segment in
            let columns = [
                pad(String(index), to: 7), hex(segment.size, digits: 5), hex(Int(segment.loadAddress), digits: 8),
                hex(segment.headerOffset, digits: 8),
            ]
            let isMapped = chip.mapsFlash(at: segment.loadAddress)
            return (
                columns.joined(separator: "  "),
                { names in
                    if segment.isPadding { return names.isEmpty || names == ["PADDING"] }
                    return isMapped == !names.isDisjoint(with: ["DROM", "IROM"])
                }
            )
        }
    }

    private var imageLines: [String] {
        var lines = [
            "Image size: \(size) bytes", "Detected image type: \(chip.displayName)", "Image version: 1",
            header.entryAddress == 0
                ? "Entry point not set" : "Entry point: \(hex(Int(header.entryAddress), digits: 6))",
            "Segments: \(segments.count)",
            "WP pin: \(hex(Int(header.writeProtectPin)))" + (header.writeProtectPin == 0xEE ? " (disabled)" : ""),
            "Flash pins drive settings: "
                + header.pinDrives.map { "\($0.pin)_drv: \(hex(Int($0.drive)))" }.joined(separator: ", "),
            "Chip ID: \(header.chipID) (\(chip.displayName))",
            "Minimal chip revision: \(ChipRevision(hundreds: header.rawMinChipRevision)), "
                + "(legacy min_rev = \(header.legacyMinChipRevision))",
            "Maximal chip revision: \(ChipRevision(hundreds: header.rawMaxChipRevision))",
        ]
        if let size = header.flashMegabytes { lines.append("Flash size: \(size)MB") }
        if let frequency = header.flashMegahertz(on: chip) { lines.append("Flash freq: \(frequency)m") }
        if let mode = header.flashMode, header.rawFlashMode < 4 { lines.append("Flash mode: \(mode)") }
        return lines
    }

    private var footerLines: [String] {
        let (stored, computed) = checksum
        var lines = [
            "Checksum: \(hex(Int(stored), digits: 2)) "
                + (stored == computed ? "(valid)" : "(invalid - calculated \(hex(Int(computed), digits: 2)))")
        ]
        if let hash {
            lines.append(
                "Validation hash: \(hash.computed.hexadecimal) (\(hash.stored == hash.computed ? "valid" : "invalid"))"
            )
        }
        return lines
    }

    private var descriptorLines: [String] {
        guard let descriptor else { return [] }
        func revision(_ hundreds: UInt16) -> String { "\(hundreds / 100).\(hundreds % 100)" }
        var lines = [
            "Project name: \(descriptor.projectName)", "App version: \(descriptor.version)",
            "Compile time: \(descriptor.date) \(descriptor.time)",
            "ELF file SHA256: \(descriptor.elfSHA256.hexadecimal)", "ESP-IDF: \(descriptor.idfVersion)",
            "Minimal eFuse block revision: \(revision(descriptor.minEfuseBlockRevision))",
            "Maximal eFuse block revision: \(revision(descriptor.maxEfuseBlockRevision))",
            "Secure version: \(descriptor.secureVersion)",
        ]
        if let size = descriptor.flashPageSize { lines.append("MMU page size: \(size / 1024) KB") }
        return lines
    }

    private var bootloaderLines: [String] {
        guard let bootloader else { return [] }
        return [
            "Bootloader version: \(bootloader.version)", "ESP-IDF: \(bootloader.idfVersion)",
            "Compile time: \(bootloader.compileTime)",
        ]
    }

    private func hex(_ value: Int, digits: Int = 1) -> String {
        let text = String(value, radix: 16)
        return "0x" + pad(text, to: digits, with: "0")
    }

    private func pad(_ text: String, to width: Int, with filler: String = " ") -> String {
        String(repeating: filler, count: max(0, width - text.count)) + text
    }
}
