import ESPImage

extension BoardState {
    /// Reads the state off what `otaupgrade.info()` says.
    ///
    /// Follows the boot loader's rules: an image on trial (`testing`) is given up at the next reset, and a `new` one
    /// goes on trial where the boot loader can roll back (`ESP-IDF 5.1.3 bootloader_utility.c`). A boot loader without
    /// rollback starts what is selected, whatever its state; `otaupgrade.info()` does not tell it apart while the state
    /// is `new`.
    public init(_ status: OTAStatus) {
        let running = Firmware(slot: status.running, version: status.runningSlot?.description?.version)
        self.init(running: running, nextReset: nil)
        guard let boot = status.boot else {
            nextReset = .starts(running)
            return
        }
        let selected = Firmware(slot: boot, version: status[boot]?.description?.version)
        let other = status.slots.first { $0.label != boot && $0.state == .valid }
            .map { Firmware(slot: $0.label, version: $0.description?.version) }
        switch (status[boot]?.state, other) {
        case (.pendingVerify, .some(let other)) where boot == status.running: nextReset = .revertsTo(other)
        // What it goes back to is the factory slot, of which `info()` does not speak, or nothing.
        case (.pendingVerify, nil) where boot == status.running: nextReset = nil
        // It was tried and did not come up: the boot loader gives it up before it starts anything.
        case (.pendingVerify, let other): nextReset = .starts(other ?? running)
        case (.new, let other) where boot != status.running: nextReset = .tries(selected, else: other ?? running)
        default: nextReset = .starts(selected)
        }
    }

    /// What a reset does to a board whose new firmware has not come up.
    static func nextReset(afterFailedStartOf plan: UpgradePlan) -> NextReset {
        let old = Firmware(slot: plan.from, version: plan.runningVersion)
        let new = Firmware(slot: plan.to, version: plan.imageVersion)
        return plan.canRollBack == true ? .revertsTo(old) : .starts(new)
    }
}
