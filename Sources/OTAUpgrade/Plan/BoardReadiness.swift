import ESPImage
package import LuaREPL

/// Whether a board can be upgraded, whatever the image.
///
/// `UpgradePlanner` decides by it, and `info` and `doctor` report it, so they always agree with the upgrade.
package struct BoardReadiness: Sendable, Hashable {
    private let status: OTAStatus
    private let boot: BootRecord

    /// Judges a board by what it reports about its slots.
    /// - Parameter boot: the output of its bootloader, which may include the partition table.
    package init(_ status: OTAStatus, boot: BootRecord) {
        (self.status, self.boot) = (status, boot)
    }

    /// Whether the running firmware is on trial: the board then accepts only the same image, which ends the trial.
    package var isOnTrial: Bool { status.runningSlot?.state == .pendingVerify }

    /// Whether firmware on trial did not start and its record still stands: a reset must end its trial.
    package var hasStaleTrial: Bool {
        guard let boot = status.boot, boot != status.running else { return false }
        return status[boot]?.state == .pendingVerify
    }

    /// Whether the running firmware, or the bootloader that started it, is known to be built without rollback.
    package var lacksRollback: Bool {
        status.runningSlot?.state == .undefined || status.startedWithoutTrial
    }

    /// Whether otadata selects the running firmware, so that a restart before the upgrade starts it again.
    package var isSettled: Bool { status.boot == nil || status.boot == status.running }

    /// Why firmware on trial cannot be upgraded to other firmware; `nil` if none is on trial.
    package var trialRefusal: UpgradeError? {
        guard isOnTrial else { return nil }
        return refusal(
            "The running firmware in \(status.running.printable) is still on trial and not accepted, so the board cannot be upgraded now.",
            nextStep: "Accept it or give it up, then upgrade.",
            remedies: [.accept, .rollBack]
        )
    }

    /// The slot that an upgrade writes.
    /// - Throws: `boardRefuses` if there is none.
    package func target() throws(UpgradeError) -> String {
        if let target = status.target(by: boot) { return target }
        guard !status.slots.isEmpty else {
            throw refusal(
                "The board has no OTA slots: its partition table holds \(status.running.printable) only.",
                nextStep: "Flash a partition table with otadata, ota_0 and ota_1 once over USB with esptool.",
                remedies: [.setUpOverUSB]
            )
        }
        throw refusal(
            "The board has one OTA slot, \(status.running.printable), and runs from it; there is no second slot to write.",
            nextStep: "Flash a partition table with two OTA slots once over USB with esptool.",
            remedies: [.setUpOverUSB]
        )
    }

    /// Why no slot can be selected, whatever it contains; `nil` if one can.
    package var tableRefusal: UpgradeError? { otaDataRefusal ?? gapRefusal }

    /// Why no firmware can be selected, accepted or given up; `nil` if it can.
    package var otaDataRefusal: UpgradeError? {
        guard status.boot == nil else { return nil }
        return refusal(
            "The board has no otadata partition, so no slot can be selected for the next start.",
            nextStep: "Flash a partition table with otadata, ota_0 and ota_1 once over USB with esptool.",
            remedies: [.setUpOverUSB]
        )
    }

    /// Why the slot that an upgrade writes cannot be selected: the firmware counts slots up to the first gap
    /// (`ESP-IDF 5.1.3 esp_ota_ops.c`, `get_ota_partition_count`).
    private var gapRefusal: UpgradeError? {
        guard let numbers = status.slotNumbers(by: boot), let target = status.target(by: boot),
            let number = numbers[target], let gap = (0..<number).first(where: { !numbers.values.contains($0) })
        else { return nil }
        return refusal(
            "The board's slots have a gap: there is no ota_\(gap), so \(target.printable), which is ota_\(number), cannot be selected.",
            nextStep:
                "Flash a partition table whose slots are numbered from ota_0 on without a gap, once over USB, with esptool."
        )
    }

    /// Why the partition table allows no upgrade; `nil` if it does.
    package var slotRefusal: UpgradeError? {
        do throws(UpgradeError) {
            _ = try target()
            return tableRefusal
        } catch {
            return error
        }
    }

    /// Why the board is restarted, if that is allowed, before anything is erased; `nil` if there is no reason to.
    package func restartReason(slotSize: Int?) -> RestartReason? {
        if hasStaleTrial { return .endTrial }
        return slotSize == nil && isSettled ? .readSlots : nil
    }

    /// Why the board must be reset before an upgrade; `nil` if it need not.
    package var staleTrialRefusal: UpgradeError? {
        guard hasStaleTrial else { return nil }
        return refusal(
            "The firmware in \(status.boot?.printable ?? "the other slot") was tried and did not start; the board must be reset before the next upgrade.",
            nextStep: "Reset the board, then run the upgrade again; or allow the upgrade to restart the board."
        )
    }

    private func refusal(
        _ message: String,
        nextStep: String,
        remedies: [UpgradeError.Remedy] = []
    ) -> UpgradeError {
        UpgradeError(
            .boardRefuses,
            message,
            nextStep: nextStep,
            remedies: remedies,
            phase: .plan,
            board: BoardState(status)
        )
    }
}
