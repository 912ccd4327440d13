import ESPImage
import LuaREPL

/// Decides from the board's reports whether an image can be installed.
///
/// A pure function of its fields. Everything that can be refused is refused here, before `commence()`.
struct UpgradePlanner: Sendable {
    enum Decision: Sendable, Hashable {
        /// The board runs this firmware already.
        case unchanged(UpgradePlan)
        /// The board runs this firmware on trial, as after an interrupted upgrade: only the check and the acceptance remain.
        case resume(UpgradePlan)
        /// Nothing can be decided before the board has been restarted.
        case needsRestart(RestartReason)
        case upgrade(UpgradePlan)
        case refuse(UpgradeError)
    }

    var image: AppImage
    var options: UpgradeOptions
    var identity: BoardIdentity
    var status: OTAStatus
    var boot: BootRecord
    /// Whether the board can still be restarted before the upgrade.
    var mayRestart: Bool

    func decide() -> Decision {
        if let plan = planToResume { return refusalOfChip().map(Decision.refuse) ?? .resume(plan) }
        if let error = refusalOfBoard() ?? refusalOfChip() { return .refuse(error) }
        let target: String
        do throws(UpgradeError) { target = try readiness.target() } catch { return .refuse(error) }
        var plan = plan(target)
        if isIdentical, readiness.isSettled, !options.isForced { return .unchanged(plan) }
        if let error = readiness.tableRefusal ?? refusalOfVersion() ?? refusalOfSize(plan) ?? refusalOfTransfer()
            ?? refusalOfLastUpgrade()
        {
            return .refuse(error)
        }
        guard let reason = readiness.restartReason(slotSize: plan.slotSize) else { return .upgrade(plan) }
        if options.isDryRun, options.mayRestartFirst {
            plan.restartsFirst = reason
            // The restart reveals the size.
            plan.warnings.removeAll { $0 == .slotSizeUnknown }
            return .upgrade(plan)
        }
        if mayRestart { return .needsRestart(reason) }
        return readiness.staleTrialRefusal.map(Decision.refuse) ?? .upgrade(plan)
    }

    private var readiness: BoardReadiness { BoardReadiness(status, boot: boot) }

    private var running: FirmwareDescription? {
        status.runningSlot?.description
    }

    private var incoming: FirmwareDescription? {
        image.descriptor.map(FirmwareDescription.init)
    }

    private var isIdentical: Bool {
        guard let running, let incoming else { return false }
        return incoming.isDated && running == incoming
    }

    /// The plan of the upgrade that put this firmware on trial; `nil` if none did.
    private var planToResume: UpgradePlan? {
        guard isIdentical, !options.isForced, status.runningSlot?.state == .pendingVerify, status.boot == status.running
        else { return nil }
        // The board goes back to firmware that was accepted, or that came without a record.
        let others = status.slots.filter { $0.label != status.running && [.valid, .undefined].contains($0.state) }
        guard let old = others.first, others.count == 1 else { return nil }
        return UpgradePlan(
            from: old.label,
            to: status.running,
            runningVersion: old.description?.version,
            imageVersion: incoming?.version,
            imageSize: image.payloadSize,
            slotSize: boot.size(ofSlot: status.running),
            canRollBack: true,
            warnings: [],
            resumes: true
        )
    }

    private func plan(_ target: String) -> UpgradePlan {
        UpgradePlan(
            from: status.running,
            to: target,
            runningVersion: running?.version,
            imageVersion: incoming?.version,
            imageSize: image.payloadSize,
            slotSize: boot.size(ofSlot: target),
            canRollBack: readiness.lacksRollback ? false : nil,
            warnings: warnings(target)
        )
    }

    private func warnings(_ target: String) -> [UpgradeWarning] {
        var warnings: [UpgradeWarning] = []
        if incoming == nil { warnings.append(.imageHasNoDescriptor) }
        if chip == nil { warnings.append(.chipUnknown) }
        if boot.size(ofSlot: target) == nil { warnings.append(.slotSizeUnknown) }
        if image.paddingSize > 0 { warnings.append(.padded(bytes: image.paddingSize)) }
        if let running, let incoming {
            if FirmwareVersion(running.version).order(to: FirmwareVersion(incoming.version)) == nil {
                warnings.append(.versionsNotComparable(running: running.version, image: incoming.version))
            }
            if running.name.lowercased() != incoming.name.lowercased() {
                warnings.append(.otherProject(running: running.name, image: incoming.name))
            }
        }
        if let numbers = status.slotNumbers(by: boot), Set(numbers.values) != Set(0..<numbers.count) {
            warnings.append(.slotsHaveGap)
        }
        switch image.modules.otaUpgrade {
        case .present: break
        case .absent: warnings.append(.lastUpgrade)
        case .unknown(let doubt): warnings.append(.modulesUnknown(doubt))
        }
        if readiness.lacksRollback { warnings.append(.noRollback) }
        return warnings
    }

    private var chip: Chip? {
        (identity.chipModel ?? boot.chip).flatMap { Chip(name: $0) }
    }

    // MARK: Refusals

    private func refusalOfBoard() -> UpgradeError? {
        if let error = readiness.trialRefusal { return error }
        if options.requiresRollback, readiness.lacksRollback {
            let part = status.startedWithoutTrial ? "bootloader" : "running firmware"
            return refusal(
                .boardRefuses,
                "The \(part) was built without rollback, so the board would not roll back automatically.",
                nextStep:
                    "Build firmware and bootloader with CONFIG_BOOTLOADER_APP_ROLLBACK_ENABLE and flash both once over USB with esptool, or do not require rollback.",
                remedies: [.allowMissingRollback]
            )
        }
        return nil
    }

    private func refusalOfChip() -> UpgradeError? {
        if let chip, let expected = options.expectedChip, chip != expected {
            return refusal(
                .wrongChip,
                "The board is an \(chip.displayName), not the expected \(expected.displayName).",
                nextStep: "Check which board is connected to this port, then correct the port or the expected chip."
            )
        }
        guard let chip else { return nil }
        guard chip != image.chip else { return refusalOfRevision() }
        let wanted = image.chip
        return refusal(
            .wrongChip,
            "The image is for the \(wanted.displayName), but the board is an \(chip.displayName).",
            nextStep: "Build or download the firmware for the \(chip.displayName)."
        )
    }

    /// Refuses an image for other revisions of the chip, if the board has reported its own.
    ///
    /// A fuse can make a chip ignore the greatest revision that an image allows. The fuse is rarely set and cannot be read.
    private func refusalOfRevision() -> UpgradeError? {
        guard let revisions = boot.chipRevisions ?? identity.chipRevision.map({ $0...$0 }) else { return nil }
        let chip = image.chip.displayName
        let found =
            revisions.count == 1
            ? "v\(revisions.lowerBound / 100).\(revisions.lowerBound % 100)"
            : "v\(revisions.lowerBound / 100)"
        if let least = image.minChipRevision, revisions.upperBound < least.hundreds {
            return refusal(
                .wrongChip,
                "The image needs an \(chip) of revision \(least) or later, but the board has \(found).",
                nextStep:
                    "Build the firmware for revision \(found): set “Minimum Supported \(chip) Revision” in menuconfig."
            )
        }
        if let most = image.maxChipRevision, revisions.lowerBound > most.hundreds {
            return refusal(
                .wrongChip,
                "The image is for the \(chip) up to revision \(most), but the board has \(found).",
                nextStep: "Build the firmware with an ESP-IDF that supports revision \(found)."
            )
        }
        return nil
    }

    /// Refuses firmware without `otaupgrade`: no upgrade over the console is possible after it.
    private func refusalOfLastUpgrade() -> UpgradeError? {
        guard var error = UpgradeError.lastUpgrade(image, options) else { return nil }
        error.board = BoardState(status)
        return error
    }

    private func refusalOfVersion() -> UpgradeError? {
        guard !options.allowsDowngrade, let running, let incoming else { return nil }
        if incoming.secureVersion < running.secureVersion {
            return refusal(
                .downgradeRefused,
                "The image's secure version \(incoming.secureVersion) is below the running firmware's \(running.secureVersion).",
                nextStep:
                    "A board with anti-rollback would never start it; allow the downgrade only if anti-rollback is off.",
                remedies: [.allowDowngrade]
            )
        }
        guard FirmwareVersion(incoming.version).order(to: FirmwareVersion(running.version)) == .older else {
            return nil
        }
        return refusal(
            .downgradeRefused,
            "The image is version \(incoming.version.printable), older than the running \(running.version.printable).",
            nextStep: "To downgrade on purpose, allow it.",
            remedies: [.allowDowngrade]
        )
    }

    private func refusalOfSize(_ plan: UpgradePlan) -> UpgradeError? {
        let bytes = plan.imageSize
        if let size = plan.slotSize {
            guard bytes > size else { return nil }
            return refusal(
                .imageTooBig,
                "The image has \(bytes) bytes, but the slot \(plan.to.printable) holds \(size): it is \(bytes - size) bytes too big.",
                nextStep:
                    "Leave modules out of the build, or flash a partition table with larger slots once over USB with esptool."
            )
        }
        // Slots can differ in size, but each starts at a page of 64 KiB, the first after the bootloader and the table.
        if let flash = identity.flashSize, bytes > flash - 0x10000 * max(status.slots.count, 1) {
            return refusal(
                .imageTooBig,
                "The image has \(bytes) bytes; a slot of that size does not fit into the board's flash of \(flash) bytes.",
                nextStep: "Leave modules out of the build."
            )
        }
        return nil
    }

    private func refusalOfTransfer() -> UpgradeError? {
        if case .rate = options.transferBaud, let reason = identity.reasonAgainstChangingBaud {
            return refusal(
                .boardRefuses,
                reason,
                nextStep: "Run the upgrade again, and keep the line rate during the transfer.",
                remedies: [.keepLineRate]
            )
        }
        if options.method == .frames, !TransferChoice.canUseFrames(identity) {
            return refusal(
                .boardRefuses,
                "With raw frames, this board's console would no longer accept input.",
                nextStep: "Run the upgrade again, and send lines of Lua instead.",
                remedies: [.sendLines]
            )
        }
        return nil
    }

    private func refusal(
        _ code: UpgradeError.Code,
        _ message: String,
        nextStep: String,
        remedies: [UpgradeError.Remedy] = []
    ) -> UpgradeError {
        UpgradeError(
            code,
            message,
            nextStep: nextStep,
            remedies: remedies,
            phase: .plan,
            board: BoardState(status)
        )
    }
}
