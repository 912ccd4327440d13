import ESPImage

/// The second-stage bootloader: chooses the slot to start, keeps the states of the slots, and looks the images over.
///
/// Sources: ESP-IDF 3.3.4, 4.4.6, 5.1.3 and 5.3.2 `bootloader_start.c`, `bootloader_utility.c`.
struct Bootloader {
    /// The numbers with which ESP-IDF names what is not an OTA slot.
    static let factoryIndex = -1
    static let testIndex = -2

    /// What it did.
    private(set) var steps: [DeviceStep] = []
    private(set) var efuses: EFuses
    private let flash: FlashChip
    private let verifier: ImageVerifier
    private let settings: BootloaderSettings
    /// Partitions whose images it cannot load, whatever the application thought of them.
    private let unbootable: Set<Int>

    private var factory: Partition?
    private var test: Partition?
    private var otaData: Partition?
    private var slots: [Int: Partition] = [:]
    private var slotCount = 0
    /// Whether the records were never written, so that what boots is to be recorded.
    private var recordsAreInitial = false

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

    // MARK: Partition table

    private mutating func loadPartitionTable() -> Bool {
        let table: DevicePartitions
        do {
            table = try DevicePartitions(verifying: flash)
        } catch {
            steps.append(.log(LogLine(.error, "flash_parts", error.text)))
            return false
        }
        say(.info, "Partition Table:")
        say(.info, "## Label            Usage          Type ST Offset   Length")
        for (index, partition) in table.all.enumerated() {
            let usage = note(partition)
            let (type, subtype) = (Printf.x(partition.type.rawValue, width: 2), Printf.x(partition.subtype, width: 2))
            let (offset, size) = (Printf.x(partition.offset, width: 8), Printf.x(partition.size, width: 8))
            let label = Printf.s(partition.name, leftIn: 16)
            say(
                .info,
                "\(Printf.d(index, width: 2)) \(label) \(Printf.s(usage, leftIn: 16)) \(type) \(subtype) \(offset) \(size)"
            )
        }
        say(.info, "End of partition table")
        return true
    }

    /// Remembers a partition that matters for booting, and says what it is for.
    private mutating func note(_ partition: Partition) -> String {
        switch (partition.type, partition.subtype) {
        case (.app, 0x00):
            factory = partition
            return "factory app"
        case (.app, 0x20):
            test = partition
            return "test app"
        case (.app, 0x10..<0x20):
            slots[Int(partition.subtype & 0xF)] = partition
            slotCount += 1
            return "OTA app"
        case (.app, _): return "Unknown app"
        case (.data, 0x00):
            otaData = partition
            return "OTA data"
        case (.data, 0x01): return "RF data"
        case (.data, 0x02): return "WiFi data"
        case (.data, 0x04): return "NVS keys"
        case (.data, 0x05): return "efuse"
        case (.data, _): return "Unknown data"
        default: return "unknown"
        }
    }

    // MARK: Which one to start with

    private mutating func selectPartition() throws(PowerLoss) -> Int? {
        guard let otaData else { return Self.factoryIndex }
        guard otaData.size >= 2 * FlashGeometry.sector else {
            let least = verifier.release == .v3_3_4 ? OTASelectEntry.size : 2 * FlashGeometry.sector
            say(.error, "ota_info partition size \(otaData.size) is too small (minimum \(least) bytes)")
            return nil
        }
        var records = OTARecords(in: otaData, of: flash)
        if settings.rollback {
            for index in 0..<2 where records.entries[index].state == .pendingVerify {
                records.entries[index].state = .aborted
                try write(records.entries[index], at: index)
            }
        }
        return settings.antiRollback
            ? try selectWithAntiRollback(&records)
            : try selectByState(&records)
    }

    private mutating func selectByState(_ records: inout OTARecords) throws(PowerLoss) -> Int {
        guard !records.entries.allSatisfy(OTARecords.isOut), slotCount > 0 else {
            guard factory == nil else {
                say(.info, "Defaulting to factory image")
                return Self.factoryIndex
            }
            say(.info, "No factory image, trying OTA 0")
            recordsAreInitial = records.entries.allSatisfy(OTARecords.isInitial)
            return 0
        }
        return try select(records.active, of: &records)
    }

    private mutating func selectWithAntiRollback(_ records: inout OTARecords) throws(PowerLoss) -> Int {
        say(.info, "Enabled a check secure version of app for anti rollback")
        say(.info, "Secure version (from eFuse) = \(efuses.secureVersion)")
        guard !records.entries.allSatisfy(OTARecords.isInitial) else {
            say(.info, "otadata[0..1] in initial state")
            recordsAreInitial = true
            return Self.factoryIndex
        }
        guard slotCount > 0 else { return try select(nil, of: &records) }
        var mayRun = [false, false]
        for (index, entry) in records.entries.enumerated() where OTARecords.counts(entry) {
            mayRun[index] = isNewEnough(slots[OTARecords.slot(of: entry, among: slotCount)])
        }
        return try select(records.newest(among: mayRun), of: &records)
    }

    /// Takes the slot of the record that counts, and begins the test of a new application.
    private mutating func select(_ active: Int?, of records: inout OTARecords) throws(PowerLoss) -> Int {
        guard let active else {
            say(
                .error,
                factory != nil
                    ? "ota data partition invalid, falling back to factory"
                    : "ota data partition invalid and no factory, will try all partitions"
            )
            return Self.factoryIndex
        }
        let slot = OTARecords.slot(of: records.entries[active], among: slotCount)
        if settings.rollback, records.entries[active].state == .new {
            records.entries[active].state = .pendingVerify
            try write(records.entries[active], at: active)
        }
        if settings.antiRollback, records.entries[active].state == .valid { burnSecureVersion(of: slots[slot]) }
        return slot
    }

    // MARK: Loading

    /// Tries the images: the chosen one, those before it down to the factory's, those after it, the test application.
    private mutating func load(from start: Int) throws(PowerLoss) -> Partition? {
        let indices = (Self.factoryIndex...start).reversed() + Array(start + 1..<max(slotCount, start + 1))
        for index in indices {
            guard let partition = partition(index), partition.size > 0 else { continue }
            if isNewEnough(partition), loads(partition) {
                try recordFirstChoice(index)
                return partition
            }
            let name = index == Self.factoryIndex ? "Factory app partition" : "OTA app partition slot \(index)"
            say(.error, "\(name) is not bootable")
        }
        if isNewEnough(test), let test, test.size > 0, loads(test) {
            say(.warning, "Falling back to test app as only bootable partition")
            return test
        }
        say(.error, "No bootable app partitions in the partition table")
        return nil
    }

    /// The partition of a number, as far as ESP-IDF finds it: slots behind a gap in the numbers may be out of reach.
    private func partition(_ index: Int) -> Partition? {
        index == Self.factoryIndex ? factory : index < slotCount ? slots[index] : nil
    }

    private mutating func loads(_ partition: Partition) -> Bool {
        var verifier = verifier
        if unbootable.contains(partition.offset) { verifier.chip = verifier.chip.withBootloaderEverywhere }
        let verdict = verifier.verify(partition.range, of: flash)
        steps += verdict.steps
        guard verdict.isGood, !unbootable.contains(partition.offset) else { return false }
        say(.info, "Loaded app from partition at offset 0x\(Printf.x(partition.offset))")
        return true
    }

    private mutating func recordFirstChoice(_ index: Int) throws(PowerLoss) {
        guard index > Self.factoryIndex, recordsAreInitial else { return }
        try write(OTASelectEntry(sequence: UInt32(index) + 1, state: .valid), at: 0)
        say(.info, "Set actual ota_seq=\(index + 1) in otadata[0]")
        if settings.antiRollback { burnSecureVersion(of: slots[index]) }
    }

    // MARK: Anti-rollback

    private mutating func isNewEnough(_ partition: Partition?) -> Bool {
        guard settings.antiRollback else { return true }
        guard let version = secureVersion(of: partition) else { return false }
        return version >= efuses.secureVersion
    }

    private mutating func burnSecureVersion(of partition: Partition?) {
        guard let version = secureVersion(of: partition) else { return }
        // What goes wrong here is logged and changes nothing else.
        try? efuses.raise(to: version, bits: verifier.chip.secureVersionBits) { steps.append(.log($0)) }
    }

    private mutating func secureVersion(of partition: Partition?) -> UInt32? {
        var error = ESPError.invalidArgument
        if let partition {
            if let description = AppDescription(in: partition, of: flash) { return description.secureVersion }
            error = .notFound
        }
        if verifier.release != .v3_3_4 {
            say(.error, "Failed to get partition description \(error.code(in: verifier.release))")
        }
        return nil
    }

    // MARK: Flash and log

    private mutating func write(_ entry: OTASelectEntry, at index: Int) throws(PowerLoss) {
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

    private mutating func say(_ level: LogLine.Level, _ text: String) {
        steps.append(.log(LogLine(level, "boot", text)))
    }
}
