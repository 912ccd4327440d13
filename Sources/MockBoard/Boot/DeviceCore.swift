import ESPImage

/// The half of a board that outlives a reset: flash and fuses, and the code that starts from them.
///
/// It knows no time and no console: a boot is a value with the text and its times, the firmware's functions report what they
/// print and what they cost to the observer while they run. Power cuts and other faults of flash and boot come from `faults`;
/// those of the console are for whoever runs it.
public final class DeviceCore {
    /// How board and firmware were built.
    public let configuration: DeviceConfiguration
    /// The flash chip; its operations are reported here.
    public let flash: FlashChip
    /// The chip's fuses.
    public private(set) var efuses: EFuses
    /// What goes wrong; may be changed at any time.
    ///
    /// What an update writes keeps the flaw that it has then.
    public var faults: FaultSchedule
    /// Who is told of what the board does, after the faults have had their say.
    ///
    /// Flash operations are told of as they happen, those of the bootloader too: their time is part of the boot report
    /// already.
    public weak var observer: (any DeviceObserver)?

    /// What is wrong with what updates wrote since the device was made, by the partitions' offsets.
    private var flaws: [Int: ImageFlaw] = [:]
    private var partitions: DevicePartitions

    /// Makes a device of a flash chip, of which it becomes the observer.
    /// - Precondition: the chip has at least 64 KiB.
    public init(
        _ configuration: DeviceConfiguration,
        flash: FlashChip,
        efuses: EFuses = EFuses(),
        faults: FaultSchedule = .none
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
    /// What the firmware had in memory is lost: an earlier report's firmware must not be used any more.
    /// - Parameter holdsBootPin: whether the boot pin is low, so that the ROM waits for a download.
    public func boot(_ reason: ResetReason, holdsBootPin: Bool = false) -> BootReport {
        let text = bootText
        var script = text.script()
        guard !holdsBootPin else {
            text.download(reason, into: &script)
            return report(script, .downloads)
        }
        let offset = configuration.chip.bootloaderOffset
        let header = flash.read(offset..<offset + 4)
        guard header.first == ImageHeader.magic else {
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

    /// A copy without an observer whose flash lives in memory: shows what the next resets will do, and changes nothing
    /// here.
    public func rehearsal() -> DeviceCore {
        let copy = DeviceCore(configuration, flash: FlashChip(copying: flash), efuses: efuses, faults: faults)
        copy.flaws = flaws
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
            unbootable: Set(flaws.filter { $0.value == .doesNotLoad }.keys)
        )
        let result: Result<Partition?, PowerLoss>
        do throws(PowerLoss) { result = .success(try bootloader.boot()) } catch { result = .failure(error) }
        efuses = bootloader.efuses
        return (bootloader.steps, result)
    }

    private func start(_ partition: Partition, _ text: BootText, _ script: BootScript) -> BootReport {
        var script = script
        partitions = DevicePartitions(in: flash)
        let description = AppDescription(in: partition, of: flash)
        text.applicationStart(description, into: &script)
        if flaws[partition.offset] == .crashes {
            script.pass(configuration.timing.crash)
            let crash = CrashText(
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
        // Where the mark cannot be written the file system is formatted again the next time, as a real one would be.
        try? flash.preset(FileSystemMark.bytes, at: partition.offset)
        return .formatted
    }

    private var bootText: BootText {
        BootText(
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
    public func flashWillPerform(_ operation: FlashOperation) -> FlashVerdict {
        if operation.origin == .application, operation.kind == .program {
            let slot = partitions.all.first { $0.type == .app && $0.range.contains(operation.address) }
            if let slot { flaws[slot.offset] = faults.imageFlaw }
        }
        let verdict = faults.verdict(for: operation)
        guard verdict == .perform else { return verdict }
        return observer?.flashWillPerform(operation) ?? .perform
    }

    /// Tells the observer.
    public func flashDidPerform(_ operation: FlashOperation) {
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
        var lines: [LogLine] = []
        defer { for line in lines { observer?.deviceLogs(line) } }
        try efuses.raise(to: secureVersion, bits: bits) { lines.append($0) }
    }
}
