@testable import ESPImage

/// Images and flash contents for tests.
enum Samples {
    static func app(
        _ chip: Chip = .esp32,
        version: String = "1.0.0",
        size: Int = 0x4000,
        seed: UInt64 = 1,
        appendsHash: Bool = true
    ) throws -> [UInt8] {
        try AppImageBuilder(chip: chip, version: version, size: size, seed: seed, appendsHash: appendsHash).build()
    }

    /// A bootloader: an image that runs from RAM only and names itself in its messages.
    static func bootloader(_ chip: Chip = .esp32, describedBy idfVersion: String? = nil, size: Int = 0x5000) -> [UInt8]
    {
        var data = FirmwareContent.sample(size - 0x100)
        data.replaceSubrange(0..<4, with: [UInt8](repeating: 0xFF, count: 4))
        if let idfVersion {
            let text = Array(idfVersion.utf8)
            data.replaceSubrange(0..<8, with: [0x50, 0xFF, 0xFF, 0, 1, 0, 0, 0])
            data.replaceSubrange(8..<40, with: text + [UInt8](repeating: 0, count: 32 - text.count))
            data.replaceSubrange(40..<64, with: Array("Jan  2 2025 03:04:05".utf8) + [0, 0, 0, 0])
        }
        data.replaceSubrange(80..<96, with: Array("bootloader_flash".utf8))
        return ramProgram(chip, data: data)
    }

    /// An image that runs from RAM only.
    static func ramProgram(_ chip: Chip = .esp32, data: [UInt8] = FirmwareContent.sample(0x1000)) -> [UInt8] {
        ImageAssembler(
            header: ImageHeader(chip: chip, entryAddress: chip.instructionRAM),
            segments: [(chip.dataRAM, data), (chip.instructionRAM, FirmwareContent.sample(64))]
        ).bytes
    }

    /// An application with the test's own segments.
    static func image(
        _ chip: Chip = .esp32,
        hash: Bool = true,
        segments: [(address: UInt32, data: [UInt8])]
    ) -> [UInt8] {
        ImageAssembler(
            header: ImageHeader(chip: chip, entryAddress: chip.instructionRAM, hasAppendedHash: hash),
            segments: segments
        ).bytes
    }

    /// Flash contents from offset 0 on: bootloader, table and the application in its first slot.
    static func mergedFlash(
        _ chip: Chip,
        app: [UInt8],
        table: PartitionTable = .nodeMCUDocumentation
    ) throws -> [UInt8] {
        var flash = [UInt8].erased(chip.bootloaderOffset) + bootloader(chip)
        flash += .erased(PartitionTable.flashOffset - flash.count)
        flash += try table.binary()
        let slot = table.partitions.filter { $0.type == .app }.map(\.offset).min() ?? 0x10000
        flash += .erased(slot - flash.count)
        return flash + app
    }
}

extension FirmwareContent {
    static func sample(_ count: Int, seed: UInt64 = 7) -> [UInt8] {
        var content = FirmwareContent(seed: seed)
        return content.bytes(count: count)
    }
}
