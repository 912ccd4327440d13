import ESPImage

extension Bootloader {
    /// Tries the images: the selected one, those before it down to the factory's, those after it, the test application.
    mutating func load(from start: Int) throws(PowerLoss) -> Partition? {
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

    /// The partition at an index, as ESP-IDF finds it: slots after a gap in the numbers may be unreachable.
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

    /// If no record was ever written, makes the booted partition the active one.
    private mutating func recordFirstChoice(_ index: Int) throws(PowerLoss) {
        guard index > Self.factoryIndex, recordsAreInitial else { return }
        try write(OTASelectEntry(sequence: UInt32(index) + 1, state: .valid), at: 0)
        say(.info, "Set actual ota_seq=\(index + 1) in otadata[0]")
        if settings.antiRollback { burnSecureVersion(of: slots[index]) }
    }
}
