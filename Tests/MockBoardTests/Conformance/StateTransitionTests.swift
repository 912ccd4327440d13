import ESPImage
import Testing

@testable import ESPDevice

/// How the state of a slot changes, for each table row, with rollback on and off in bootloader and firmware.
@Suite struct StateTransitionTests {
    private let image = SampleImage().bytes

    private func device(bootloader: Bool, application: Bool, table: PartitionTable = .of(["ota_0", "ota_1"]))
        -> TestDevice
    {
        let device = TestDevice(
            DeviceConfiguration(
                bootloader: BootloaderSettings(rollback: bootloader),
                application: ApplicationSettings(rollback: application)
            ),
            table: table
        )
        device.boot()
        return device
    }

    /// A board whose second slot has a valid image and a given state.
    private func device(rollback: Bool, second state: OTAImageState) throws -> TestDevice {
        let device = device(bootloader: rollback, application: rollback)
        try device.core.flash.preset(image, at: 0x3_0000)
        try device.core.flash.preset(OTASelectEntry(sequence: 2, state: state).bytes, at: 0xF000)
        return device
    }

    @Test(
        "erased, set_boot: UNDEFINED from a firmware without rollback, NEW from one with it",
        arguments: [(false, "UNDEF"), (true, "NEW")]
    )
    func setBootWritesWhatTheFirmwareWasBuiltFor(_ rollback: Bool, _ word: String) throws {
        let device = device(bootloader: rollback, application: rollback)
        try device.upgrade(to: image)
        #expect(device.records == "[1 VALID] [2 \(word)]")
    }

    @Test("UNDEFINED, boot: stays UNDEFINED and always boots, with any bootloader", arguments: [true, false])
    func undefinedBootsAlways(_ rollback: Bool) throws {
        let device = try device(rollback: rollback, second: .undefined)
        for _ in 0..<3 {
            device.boot(.software)
            #expect(device.running == "ota_1")
            #expect(device.records == "[1 VALID] [2 UNDEF]")
        }
    }

    @Test("NEW, boot, bootloader without rollback: stays NEW and always boots") func newBootsAlwaysWithoutRollback()
        throws
    {
        let device = try device(rollback: false, second: .new)
        for _ in 0..<3 {
            device.boot(.software)
            #expect(device.running == "ota_1")
            #expect(device.records == "[1 VALID] [2 NEW]")
        }
    }

    @Test("NEW, boot, bootloader with rollback: PENDING_VERIFY") func newIsTestedWithRollback() throws {
        let device = try device(rollback: true, second: .new)
        device.boot(.software)
        #expect(device.running == "ota_1")
        #expect(device.records == "[1 VALID] [2 PENDING]")
    }

    @Test(
        "PENDING, any next boot, bootloader with rollback: ABORTED, and the other slot runs",
        arguments: [ResetReason.powerOn, .software, .panic, .taskWatchdog, .brownOut, .externalPin]
    )
    func anyBootAbortsTheImageOnTrial(_ reason: ResetReason) throws {
        let device = try device(rollback: true, second: .pendingVerify)
        device.boot(reason)
        #expect(device.running == "ota_0")
        #expect(device.records == "[1 VALID] [2 ABORTED]")
    }

    @Test("PENDING, any next boot, bootloader without rollback: stays and boots") func pendingBootsOnWithoutRollback()
        throws
    {
        let device = try device(rollback: false, second: .pendingVerify)
        device.boot(.software)
        #expect(device.running == "ota_1")
        #expect(device.records == "[1 VALID] [2 PENDING]")
    }

    @Test("PENDING, UNDEFINED or NEW, accept: VALID", arguments: [OTAImageState.pendingVerify, .undefined, .new])
    func acceptMakesItValid(_ state: OTAImageState) throws {
        let device = try device(rollback: false, second: state)
        device.boot(.software)
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(device.records == "[1 VALID] [2 VALID]")
    }

    @Test(
        "any active record, rollback: INVALID, and a restart",
        arguments: [OTAImageState.pendingVerify, .undefined, .new, .valid]
    )
    func rollbackMakesItInvalid(_ state: OTAImageState) throws {
        let device = try device(rollback: false, second: state)
        device.boot(.software)
        #expect(try device.otaupgrade.rollback() == .restarts)
        #expect(device.records == "[1 VALID] [2 INVALID]")
        device.boot(.software)
        #expect(device.running == "ota_0")
    }

    @Test("PENDING and running, commence: refused by a firmware with rollback, allowed by one without")
    func commenceOnTrialDependsOnTheFirmware() throws {
        let refusing = try device(rollback: true, second: .new)
        refusing.boot(.software)
        #expect(try refusing.otaupgrade.commence() == .raises("can't upgrade from unconfirmed firmware"))
        let allowing = device(bootloader: true, application: false)
        try allowing.core.flash.preset(image, at: 0x3_0000)
        try allowing.core.flash.preset(OTASelectEntry(sequence: 2, state: .new).bytes, at: 0xF000)
        allowing.boot(.software)
        #expect(allowing.records == "[1 VALID] [2 PENDING]")
        #expect(try allowing.otaupgrade.commence() == .returns)
    }

    @Test(
        "INVALID or ABORTED, set_boot of that slot: a new record makes it bootable again",
        arguments: [OTAImageState.invalid, .aborted]
    )
    func setBootMakesARefusedSlotBootableAgain(_ state: OTAImageState) throws {
        let device = try device(rollback: true, second: state)
        device.boot(.software)
        #expect(device.running == "ota_0")
        try device.upgrade(to: image)
        #expect(device.records == "[1 VALID] [2 NEW]")
        device.boot(.software)
        #expect(device.running == "ota_1")
    }

    // MARK: Mixed builds

    @Test("bootloader without rollback, firmware with it: NEW forever, no trial, and commence is allowed")
    func anOldBootloaderStartsNoTrial() throws {
        let device = device(bootloader: false, application: true)
        try device.upgrade(to: image)
        for _ in 0..<3 {
            device.boot(.software)
            #expect(device.running == "ota_1")
            #expect(device.otaupgrade.info().slots[1].state == .new)
        }
        #expect(try device.otaupgrade.commence() == .returns)
    }

    @Test("bootloader with rollback, firmware without it: UNDEFINED, so no trial") func anOldFirmwareIsNeverTested()
        throws
    {
        let device = device(bootloader: true, application: false)
        try device.upgrade(to: image)
        for _ in 0..<3 {
            device.boot(.software)
            #expect(device.running == "ota_1")
            #expect(device.records == "[1 VALID] [2 UNDEF]")
        }
    }

    @Test("bootloader with rollback, firmware without it: a stale PENDING is still aborted")
    func aStaleTrialIsStillAborted() throws {
        let device = device(bootloader: true, application: false)
        try device.core.flash.preset(image, at: 0x3_0000)
        try device.core.flash.preset(OTASelectEntry(sequence: 2, state: .pendingVerify).bytes, at: 0xF000)
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(device.records == "[1 VALID] [2 ABORTED]")
    }
}
