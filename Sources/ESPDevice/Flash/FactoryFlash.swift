package import ESPImage

/// The content of a board's flash as delivered.
///
/// Bootloader area, partition table, and the firmware in the factory slot, or in the first OTA slot of a table without one.
/// The OTA data are erased; the first boot does the rest.
package struct FactoryFlash: Sendable {
    /// The board's chip.
    package var chip: ChipModel
    /// The size of the flash in bytes.
    package var size: Int
    /// The partition table.
    package var table: PartitionTable
    /// The firmware's image, which is copied unchanged.
    package var firmware: [UInt8]

    /// Describes a flash; nothing is created yet.
    package init(
        chip: ChipModel,
        size: Int = 0x40_0000,
        table: PartitionTable = .nodeMCUDocumentation,
        firmware: [UInt8]
    ) {
        self.chip = chip
        self.size = size
        self.table = table
        self.firmware = firmware
    }

    /// Creates a chip in memory.
    /// - Throws: `FactoryFlashError`.
    package func chipInMemory() throws(FactoryFlashError) -> FlashChip {
        try check()
        let chip = FlashChip(size: size)
        try install(on: chip)
        return chip
    }

    /// Creates a chip with its content in a file: an existing file is used unchanged, a new one gets the factory
    /// content.
    /// - Throws: `FactoryFlashError`.
    package func chip(inFile path: String) throws(FactoryFlashError) -> FlashChip {
        do throws(FlashFileError) {
            if FlashFile.exists(path) { return try FlashChip(file: FlashFile(opening: path)) }
        } catch {
            throw .file(error)
        }
        try check()
        let chip: FlashChip
        do throws(FlashFileError) {
            chip = try FlashChip(file: FlashFile(creating: path, size: size))
        } catch {
            throw .file(error)
        }
        try install(on: chip)
        return chip
    }

    private var slot: Partition? { table.factory ?? table.otaSlots.first }

    private func check() throws(FactoryFlashError) {
        guard size > 0, size.isMultiple(of: FlashGeometry.sector), table.flashSize <= size else {
            throw .flashTooSmall(needed: table.flashSize, found: size)
        }
        guard let slot else { throw .noSlot }
        guard firmware.count <= slot.size else { throw .firmwareTooBig(slot, size: firmware.count) }
    }

    private func install(on flash: FlashChip) throws(FactoryFlashError) {
        guard let slot else { throw .noSlot }
        let records: [UInt8]
        do throws(PartitionTableError) { records = try table.binary() } catch { throw .table(error) }
        do throws(FlashFileError) {
            try flash.preset(BootloaderPlaceholder(chip: chip, flashSize: size).bytes, at: chip.bootloaderOffset)
            try flash.preset(records, at: DevicePartitions.tableOffset)
            try flash.preset(firmware, at: slot.offset)
            if let fileSystem = DevicePartitions(in: flash).fileSystem {
                try flash.preset(FileSystemMark.bytes, at: fileSystem.offset)
            }
        } catch {
            throw .file(error)
        }
    }
}
