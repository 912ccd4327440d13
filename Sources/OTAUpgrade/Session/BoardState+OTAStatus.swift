import ESPImage

extension BoardState {
    /// Derives the state from what `otaupgrade.info()` reports.
    ///
    /// Follows the bootloader's rules: an image on trial (`testing`) is given up at the next reset, and a `new` one
    /// goes on trial if the bootloader can roll back (`ESP-IDF 5.1.3 bootloader_utility.c`). A bootloader without
    /// rollback starts what is selected, whatever its state; `otaupgrade.info()` does not show the difference while the
    /// state is `new`.
    ///
    /// If firmware on trial has no other record beside it, the next reset starts a factory partition, which
    /// `otaupgrade.info()` does not list, or the first slot that can be loaded: which of them is unknown.
    public init(_ status: OTAStatus) {
        let running = Firmware(slot: status.running, version: status.runningSlot?.description?.version)
        self.init(running: running, nextReset: nil)
        guard let boot = status.boot else {
            nextReset = .starts(running)
            return
        }
        let selected = Firmware(slot: boot, version: status[boot]?.description?.version)
        let other = Self.alternative(in: status)
        switch (status[boot]?.state, other) {
        case (.pendingVerify, .some(let other)) where boot == status.running: nextReset = .revertsTo(other)
        // It was tried and did not come up: the bootloader gives it up before it starts any firmware.
        case (.pendingVerify, .some(let other)): nextReset = .starts(other)
        case (.pendingVerify, nil): nextReset = nil
        case (.new, .some(let other)) where boot != status.running: nextReset = .tries(selected, else: other)
        default: nextReset = .starts(selected)
        }
    }

    /// What the bootloader starts when it gives up what is selected: the other record, unless that was refused before, or
    /// the factory partition if that is what runs.
    private static func alternative(in status: OTAStatus) -> Firmware? {
        if let slot = status.rollbackTarget { return Firmware(slot: slot.label, version: slot.description?.version) }
        return status.runningSlot == nil ? Firmware(slot: status.running, version: nil) : nil
    }
}
