import ESPImage

/// The second-stage bootloader: selects the slot to start, updates the slot states, and verifies the images.
///
/// Sources: ESP-IDF 3.3.4, 4.4.6, 5.1.3 and 5.3.2 `bootloader_start.c`, `bootloader_utility.c`.
struct Bootloader {
    /// ESP-IDF's index for the factory partition among the OTA slots.
    static let factoryIndex = -1

    /// The actions of the bootloader.
    var steps: [DeviceStep] = []
    /// The chip's eFuses, which anti-rollback updates.
    var efuses: EFuses
    let flash: FlashChip
    let verifier: ImageVerifier
    let settings: BootloaderSettings
    /// Partitions whose images it cannot load, although the application accepted them.
    let unbootable: Set<Int>

    var factory: Partition?
    var test: Partition?
    var otaData: Partition?
    /// The OTA slots by number, and the number of OTA entries in the table.
    var slots: [Int: Partition] = [:]
    var slotCount = 0
    /// Whether the OTA data are blank, so that the booted slot is to be recorded.
    var recordsAreInitial = false

    /// Makes a bootloader.
    /// - Parameters:
    ///   - verifier: verifies the images; its side is `bootloader`.
    ///   - unbootable: the offsets of partitions whose images it cannot load although they are complete.
    init(
        flash: FlashChip,
        verifier: ImageVerifier,
        settings: BootloaderSettings,
        efuses: EFuses,
        unbootable: Set<Int> = []
    ) {
        self.flash = flash
        self.verifier = verifier
        self.settings = settings
        self.efuses = efuses
        self.unbootable = unbootable
    }

    /// Runs from the partition table to the application.
    /// - Returns: the partition whose application starts; `nil` if it gives up and resets the chip.
    mutating func boot() throws(PowerLoss) -> Partition? {
        guard loadPartitionTable() else {
            say(.error, "Failed to verify partition table")
            say(.error, "load partition table error!")
            return nil
        }
        guard let start = try selectPartition() else { return nil }
        return try load(from: start)
    }

    // MARK: Flash and log

    /// Rewrites one record of the OTA data; a flash error is only logged.
    mutating func write(_ entry: OTASelectEntry, at index: Int) throws(PowerLoss) {
        guard let otaData else { return }
        let sector = otaData.offset + index * FlashGeometry.sector
        do throws(DeviceFailure) {
            try flash.erase(sector..<sector + FlashGeometry.sector)
            noteOperation()
            try flash.program(entry.bytes, at: sector)
            noteOperation()
        } catch {
            switch error {
            case .powerLoss(let loss): throw loss
            case .code(let code):
                let number = UInt32(bitPattern: code.code(in: verifier.release))
                say(.error, "Error in write_otadata operation. err = 0x\(Printf.x(number))")
            }
        }
    }

    private mutating func noteOperation() {
        if let operation = flash.lastOperation { steps.append(.flash(operation)) }
    }

    /// Logs a line with the bootloader's tag.
    mutating func say(_ level: ESPLogLine.Level, _ text: String) {
        steps.append(.log(ESPLogLine(level, "boot", text)))
    }
}
