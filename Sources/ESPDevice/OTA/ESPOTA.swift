package import ESPImage

/// ESP-IDF's functions for OTA updates, with their state while the firmware runs.
///
/// Sources: ESP-IDF 3.3.4, 4.4.6, 5.1.3 and 5.3.2 `esp_ota_ops.c`, `partition.c`. Each restart creates a new one.
package final class ESPOTA {
    /// An unfinished update.
    package struct Handle: Sendable, Hashable {
        /// Counted from 1 since the firmware started; 0 is not a handle.
        package let number: Int

        /// The value of a variable that was never set.
        package static let none = Handle(number: 0)
    }

    private struct Update {
        let partition: Partition
        var written = 0
    }

    /// The partition that the firmware runs from.
    package let running: Partition
    /// The partition table.
    let partitions: DevicePartitions
    let flash: FlashChip
    let settings: ApplicationSettings
    let verifier: ImageVerifier
    /// The board's eFuses, which anti-rollback updates.
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

    /// Starts an update of a slot: erases the complete slot.
    ///
    /// Each call makes a new handle; the old ones stay as they are.
    /// - Throws: `invalidArgument` for a partition that is not an OTA slot, `notFound` for one that is not in the
    ///   table, `partitionConflict` for the running one, `rollbackInvalidState` while the running image is on trial and
    ///   the firmware was built with rollback, `invalidSize` if the slot's size is not a multiple of the sector size,
    ///   `noMemory` after the slot has been erased.
    package func begin(_ partition: Partition) throws(DeviceFailure) -> Handle {
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
    /// - Throws: `invalidArgument` for an unknown handle, `validateFailed` if the image does not start with 0xE9 (the
    ///   handle stays valid), `invalidSize` beyond the end of the slot (none of these bytes is then written), flash
    ///   errors.
    package func write(_ bytes: some Collection<UInt8>, to handle: Handle) throws(DeviceFailure) {
        if bytes.isEmpty, !verifier.release.emptyWriteNeedsHandle { return }
        guard let update = updates[handle] else {
            say(.error, "not found the handle")
            throw .code(.invalidArgument)
        }
        guard let first = bytes.first else { return }
        if update.written == 0, first != ESPImageHeader.magic {
            say(
                .error,
                "OTA image has invalid magic byte (expected 0xE9, saw 0x\(Printf.x(first, width: 2)))"
            )
            throw .code(.validateFailed)
        }
        try program(bytes, into: update.partition, at: update.written)
        updates[handle]?.written += bytes.count
    }

    /// Ends an update: verifies the content of the slot.
    ///
    /// The handle is invalid afterwards, whatever the result.
    /// - Throws: `notFound` for an unknown handle, `invalidArgument` if nothing was written, `validateFailed`.
    package func end(_ handle: Handle) throws(DeviceFailure) {
        guard let update = updates.removeValue(forKey: handle) else { throw .code(.notFound) }
        guard update.written > 0 else { throw .code(.invalidArgument) }
        try validate(update.partition)
    }

    // MARK: Shared helpers

    /// Verifies the image in a partition, with its output and time costs.
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

    func say(_ level: ESPLogLine.Level, _ text: String) {
        board.performed(.log(ESPLogLine(level, "esp_ota_ops", text)))
    }

    private func isUnderTest(_ partition: Partition) -> Bool {
        (try? state(of: partition)) == .pendingVerify
    }
}
