import ESPImage

/// The second-stage bootloader: chooses the slot to start, keeps the states of the slots, and looks the images over.
///
/// Sources: ESP-IDF 3.3.4, 4.4.6, 5.1.3 and 5.3.2 `bootloader_start.c`, `bootloader_utility.c`.
struct Bootloader {
    /// The number with which ESP-IDF names the factory partition among the OTA slots.
    static let factoryIndex = -1

    /// What it did.
    var steps: [DeviceStep] = []
    /// The chip's fuses, which anti-rollback raises.
    var efuses: EFuses
    let flash: FlashChip
    let verifier: ImageVerifier
    let settings: BootloaderSettings
    /// Partitions whose images it cannot load, whatever the application thought of them.
    let unbootable: Set<Int>

    var factory: Partition?
    var test: Partition?
    var otaData: Partition?
    /// The OTA slots by their numbers, and how many records of the table are such.
    var slots: [Int: Partition] = [:]
    var slotCount = 0
    /// Whether the records were never written, so that what boots is to be recorded.
    var recordsAreInitial = false

    /// Makes a bootloader.
    /// - Parameters:
    ///   - verifier: how it looks images over; its side is `bootloader`.
    ///   - unbootable: the offsets of partitions whose images it cannot load although they are whole.
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

    /// Goes the way from the partition table to the application.
    /// - Returns: the partition whose application starts; `nil` where it gives up and resets the chip.
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

    /// Writes one record of the OTA data anew; where the flash refuses, that is logged and nothing else.
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

    /// Logs a line under the bootloader's name.
    mutating func say(_ level: LogLine.Level, _ text: String) {
        steps.append(.log(LogLine(level, "boot", text)))
    }
}
