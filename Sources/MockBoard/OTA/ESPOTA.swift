public import ESPImage

/// ESP-IDF's functions for updates over the air, with what they remember while the firmware runs.
///
/// Sources: ESP-IDF 3.3.4, 4.4.6, 5.1.3 and 5.3.2 `esp_ota_ops.c`, `partition.c`. A restart makes a new one.
public final class ESPOTA {
    /// An update that was begun.
    public struct Handle: Sendable, Hashable {
        /// Counted from 1 since the firmware started; 0 is none.
        public let number: Int

        /// The number of a variable that was never set.
        public static let none = Handle(number: 0)
    }

    private struct Update {
        let partition: Partition
        var written = 0
    }

    /// The partition that the firmware runs from.
    public let running: Partition
    /// The partition table.
    let partitions: DevicePartitions
    let flash: FlashChip
    let settings: ApplicationSettings
    let verifier: ImageVerifier
    /// The board's fuses, which anti-rollback raises.
    let board: any ESPOTABoard
    private var updates: [Handle: Update] = [:]
    private var lastHandle = 0

    init(
        running: Partition,
        flash: FlashChip,
        settings: ApplicationSettings,
        verifier: ImageVerifier,
        board: any ESPOTABoard
    ) {
        self.running = running
        self.flash = flash
        self.settings = settings
        self.verifier = verifier
        self.board = board
        partitions = DevicePartitions(in: flash)
    }

    // MARK: Writing an image

    /// Begins an update of a slot: erases the whole of it.
    ///
    /// Each call makes a new handle; the old ones stay as they are.
    /// - Throws: `invalidArgument` for a partition that is no OTA slot, `notFound` for one that is not in the table,
    ///   `partitionConflict` for the running one, `rollbackInvalidState` while the running image is under test and the
    ///   firmware was built with rollback, `invalidSize` for a slot that is not of whole sectors, `noMemory` when the slot
    ///   has been erased already.
    public func begin(_ partition: Partition) throws(DeviceFailure) -> Handle {
        guard partitions.all.contains(partition) else { throw .code(.notFound) }
        guard partition.isOTASlot else { throw .code(.invalidArgument) }
        guard partition != running else { throw .code(.partitionConflict) }
        if settings.rollback, isUnderTest(running) {
            say(.error, "Running app has not confirmed state (ESP_OTA_IMG_PENDING_VERIFY)")
            throw .code(.rollbackInvalidState)
        }
        try erase(partition, from: 0, count: partition.size)
        guard board.hasMemory(forUpdates: updates.count + 1) else { throw .code(.noMemory) }
        lastHandle += 1
        let handle = Handle(number: lastHandle)
        updates[handle] = Update(partition: partition)
        return handle
    }

    /// Writes the next bytes of an image.
    /// - Throws: `invalidArgument` for a handle that there is not, `validateFailed` where the image does not start with E9 (the
    ///   handle stays good), `invalidSize` beyond the end of the slot (then nothing of these bytes is written), flash errors.
    public func write(_ bytes: some Collection<UInt8>, to handle: Handle) throws(DeviceFailure) {
        if bytes.isEmpty, !verifier.release.emptyWriteNeedsHandle { return }
        guard let update = updates[handle] else {
            say(.error, "not found the handle")
            throw .code(.invalidArgument)
        }
        guard let first = bytes.first else { return }
        if update.written == 0, first != ImageHeader.magic {
            say(
                .error,
                "OTA image has invalid magic byte (expected 0xE9, saw 0x\(Printf.x(first, width: 2)))"
            )
            throw .code(.validateFailed)
        }
        try program(bytes, into: update.partition, at: update.written)
        updates[handle]?.written += bytes.count
    }

    /// Ends an update: looks over what stands in the slot.
    ///
    /// The handle is gone afterwards, whatever comes of it.
    /// - Throws: `notFound` for a handle that there is not, `invalidArgument` where nothing was written, `validateFailed`.
    public func end(_ handle: Handle) throws(DeviceFailure) {
        guard let update = updates.removeValue(forKey: handle) else { throw .code(.notFound) }
        guard update.written > 0 else { throw .code(.invalidArgument) }
        try validate(update.partition)
    }

    // MARK: What the other functions share

    /// Looks over the image in a partition, printing and taking time meanwhile.
    func validate(_ partition: Partition, silently: Bool = false) throws(DeviceFailure) {
        let verdict = verifier.verify(partition.range, of: flash, silently: silently)
        for step in verdict.steps { board.performed(step) }
        guard verdict.isGood else { throw .code(.validateFailed) }
    }

    /// Source: `esp_partition_erase_range`.
    func erase(_ partition: Partition, from offset: Int, count: Int) throws(DeviceFailure) {
        guard offset <= partition.size else { throw .code(.invalidArgument) }
        guard offset + count <= partition.size, count.isMultiple(of: FlashGeometry.sector) else {
            throw .code(.invalidSize)
        }
        let start = partition.offset + offset
        try flash.erase(start..<start + count)
    }

    /// Source: `esp_partition_write`.
    func program(_ bytes: some Collection<UInt8>, into partition: Partition, at offset: Int) throws(DeviceFailure) {
        guard offset <= partition.size else { throw .code(.invalidArgument) }
        guard offset + bytes.count <= partition.size else { throw .code(.invalidSize) }
        try flash.program(bytes, at: partition.offset + offset)
    }

    func say(_ level: LogLine.Level, _ text: String) {
        board.performed(.log(LogLine(level, "esp_ota_ops", text)))
    }

    private func isUnderTest(_ partition: Partition) -> Bool {
        (try? state(of: partition)) == .pendingVerify
    }
}
