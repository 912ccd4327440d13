import ESPImage

/// The part of a board that survives a reset: flash and eFuses, and the code that starts from them.
///
/// It has no clock and no console: a boot is a value with the text and its times, and the firmware's functions report
/// their output and time costs to the observer while they run. Power cuts and other faults of flash and boot come from
/// `faults`; whoever runs the console applies its faults.
package final class DeviceCore {
    /// The build settings of board and firmware.
    package let configuration: DeviceConfiguration
    /// The flash chip; it reports its operations to this object.
    package let flash: FlashChip
    /// The chip's eFuses.
    package private(set) var efuses: EFuses
    /// The faults; can be changed at any time.
    ///
    /// An image that an update writes keeps the defect that is active at that time.
    package var faults: any DeviceFaults
    /// The observer of the board's actions; the faults are applied first.
    ///
    /// It receives flash operations as they happen, including those of the bootloader: their time is already part of
    /// the boot report.
    package weak var observer: (any DeviceObserver)?

    /// The defects of the images that updates have written, by partition offset.
    private var defects: [Int: ImageDefect] = [:]
    private var partitions: DevicePartitions

    /// Creates a device from a flash chip, and becomes the chip's observer.
    /// - Precondition: the chip has at least 64 KiB.
    package init(
        _ configuration: DeviceConfiguration,
        flash: FlashChip,
        efuses: EFuses = EFuses(),
        faults: any DeviceFaults = NoDeviceFaults()
    ) {
        precondition(flash.size >= FlashGeometry.block, "the flash has no room for a partition table")
        self.configuration = configuration
        self.flash = flash
        self.efuses = efuses
        self.faults = faults
        partitions = DevicePartitions(in: flash)
        flash.observer = self
    }

    /// Starts the board, from the reset to NodeMCU's banner.
    ///
    /// The previous firmware's memory is lost: its report must not be used any more.
    /// - Parameter holdsBootPin: whether the boot pin is low, so that the ROM enters download mode.
    package func boot(_ reason: ResetReason, holdsBootPin: Bool = false) -> BootReport {
        let text = bootOutput
        var script = text.script()
        guard !holdsBootPin else {
            text.download(reason, into: &script)
            return report(script, .downloads)
        }
        let offset = configuration.chip.bootloaderOffset
        let header = flash.read(offset..<offset + 4)
        guard header.first == ESPImageHeader.magic else {
            text.noBootloader(reason, found: header.flashWord(at: 0), into: &script)
            return report(script, .resets(configuration.chip.rom.family == .esp32 ? .rtcWatchdog : .hardwareWatchdog))
        }
        text.rom(reason, into: &script)
        text.bootloaderStart(into: &script)
        let (steps, chosen) = runBootloader(after: reason)
        script.play(steps)
        switch chosen {
        case .failure(let loss): return report(script, .lostPower(loss))
        case .success(nil): return report(script, .resets(.bootloader))
        case .success(let partition?):
            text.bootloaderEnd(into: &script)
            return start(partition, text, script)
        }
    }

    /// A copy without an observer, with its flash in memory: it shows what the next resets will do, and changes nothing
    /// here.
    package func rehearsal() -> DeviceCore {
        let copy = DeviceCore(configuration, flash: FlashChip(copying: flash), efuses: efuses, faults: faults)
        copy.defects = defects
        return copy
    }

    private func runBootloader(after reason: ResetReason) -> ([DeviceStep], Result<Partition?, PowerLoss>) {
        flash.origin = .bootloader
        defer { flash.origin = .application }
        var bootloader = Bootloader(
            flash: flash,
            verifier: configuration.verifier(.bootloader, after: reason),
            settings: configuration.bootloader,
            efuses: efuses,
            unbootable: Set(defects.filter { $0.value == .doesNotLoad }.keys)
        )
        let result: Result<Partition?, PowerLoss>
        do throws(PowerLoss) { result = .success(try bootloader.boot()) } catch { result = .failure(error) }
        efuses = bootloader.efuses
        return (bootloader.steps, result)
    }

    private func start(_ partition: Partition, _ text: BootOutput, _ script: BootScript) -> BootReport {
        var script = script
        partitions = DevicePartitions(in: flash)
        let description = AppDescription(in: partition, of: flash)
        text.applicationStart(description, into: &script)
        if defects[partition.offset] == .crashes {
            script.pass(configuration.timing.crash)
            let crash = PanicOutput(
                chip: configuration.chip,
                release: configuration.release,
                elfHash: description?.elfHash ?? []
            )
            script.crash(crash, .exception)
            return report(script, .resets(Crash.exception.resetReason))
        }
        text.nodeMCU(description, mountFileSystem(), hasFlashStore: partitions.hasFlashStore, into: &script)
        let ota = ESPOTA(
            running: partition,
            flash: flash,
            settings: configuration.application,
            verifier: configuration.verifier(.application),
            board: self
        )
        let firmware = RunningFirmware(
            partition: partition,
            description: description,
            otaupgrade: OTAUpgradeModule(ota)
        )
        return report(script, .running(firmware))
    }

    private func mountFileSystem() -> FileSystemState {
        guard let partition = partitions.fileSystem else { return .missing }
        let start = flash.read(partition.offset..<partition.offset + FileSystemMark.bytes.count)
        guard start.allSatisfy({ $0 == 0xFF }) else { return .mounted }
        // If the marker cannot be written, the file system is formatted again the next time, as on a real board.
        try? flash.preset(FileSystemMark.bytes, at: partition.offset)
        return .formatted
    }

    private var bootOutput: BootOutput {
        BootOutput(
            chip: configuration.chip,
            revision: configuration.revision,
            efuseBlockRevision: configuration.efuseBlockRevision,
            release: configuration.release,
            lua: configuration.lua,
            flashSize: flash.size,
            timing: configuration.timing,
            buildDate: configuration.buildDate
        )
    }

    private func report(_ script: BootScript, _ outcome: BootReport.Outcome) -> BootReport {
        BootReport(lines: script.lines, duration: script.now, outcome: outcome)
    }
}

extension DeviceCore: FlashObserver {
    /// Asks the faults, then the observer.
    package func flashWillPerform(_ operation: FlashOperation) -> FlashVerdict {
        if operation.origin == .application, operation.kind == .program {
            let slot = partitions.all.first { $0.type == .app && $0.range.contains(operation.address) }
            if let slot { defects[slot.offset] = faults.imageDefect }
        }
        let verdict = faults.verdict(for: operation)
        guard verdict == .perform else { return verdict }
        return observer?.flashWillPerform(operation) ?? .perform
    }

    /// Notifies the observer.
    package func flashDidPerform(_ operation: FlashOperation) {
        observer?.flashDidPerform(operation)
    }
}

extension DeviceCore: ESPOTABoard {
    var bootSwitchFails: Bool { faults.setBootFails }

    func performed(_ step: DeviceStep) {
        switch step {
        case .log(let line): observer?.deviceLogs(line)
        case .read(let bytes): observer?.deviceVerified(bytes: bytes)
        case .flash: break
        }
    }

    func hasMemory(forUpdates count: Int) -> Bool {
        count <= configuration.updateMemory
    }

    func allows(secureVersion: UInt32) -> Bool {
        secureVersion >= efuses.secureVersion
    }

    func raise(secureVersion: UInt32) throws(DeviceFailure) {
        let bits = configuration.chip.secureVersionBits
        var lines: [ESPLogLine] = []
        defer { for line in lines { observer?.deviceLogs(line) } }
        try efuses.raise(to: secureVersion, bits: bits) { lines.append($0) }
    }
}
