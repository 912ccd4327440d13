import ESPImage
import Testing

@testable import MockBoard

/// The states of a slot, transition by transition, with rollback on and off in bootloader and firmware.
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

    /// A board whose second slot holds a good image and has been given a state.
    private func device(rollback: Bool, second state: OTAImageState) throws -> TestDevice {
        let device = device(bootloader: rollback, application: rollback)
        try device.core.flash.preset(image, at: 0x3_0000)
        try device.core.flash.preset(OTASelectEntry(sequence: 2, state: state).bytes, at: 0xF000)
        return device
    }

    @Test(arguments: [(false, "UNDEF"), (true, "NEW")])
    func setBootWritesWhatTheFirmwareWasBuiltFor(_ rollback: Bool, _ word: String) throws {
        let device = device(bootloader: rollback, application: rollback)
        try device.upgrade(to: image)
        #expect(device.records == "[1 VALID] [2 \(word)]")
    }

    @Test(arguments: [true, false])
    func undefinedBootsAlways(_ rollback: Bool) throws {
        let device = try device(rollback: rollback, second: .undefined)
        for _ in 0..<3 {
            device.boot(.software)
            #expect(device.running == "ota_1")
            #expect(device.records == "[1 VALID] [2 UNDEF]")
        }
    }

    @Test func newBootsAlwaysWithoutRollback() throws {
        let device = try device(rollback: false, second: .new)
        for _ in 0..<3 {
            device.boot(.software)
            #expect(device.running == "ota_1")
            #expect(device.records == "[1 VALID] [2 NEW]")
        }
    }

    @Test func newIsTestedWithRollback() throws {
        let device = try device(rollback: true, second: .new)
        device.boot(.software)
        #expect(device.running == "ota_1")
        #expect(device.records == "[1 VALID] [2 PENDING]")
    }

    @Test(arguments: [ResetReason.powerOn, .software, .panic, .taskWatchdog, .brownOut, .externalPin])
    func anyBootAbortsWhatIsUnderTest(_ reason: ResetReason) throws {
        let device = try device(rollback: true, second: .pendingVerify)
        device.boot(reason)
        #expect(device.running == "ota_0")
        #expect(device.records == "[1 VALID] [2 ABORTED]")
    }

    @Test func pendingBootsOnWithoutRollback() throws {
        let device = try device(rollback: false, second: .pendingVerify)
        device.boot(.software)
        #expect(device.running == "ota_1")
        #expect(device.records == "[1 VALID] [2 PENDING]")
    }

    @Test(arguments: [OTAImageState.pendingVerify, .undefined, .new])
    func acceptMakesItValid(_ state: OTAImageState) throws {
        let device = try device(rollback: false, second: state)
        device.boot(.software)
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(device.records == "[1 VALID] [2 VALID]")
    }

    @Test(arguments: [OTAImageState.pendingVerify, .undefined, .new, .valid])
    func rollbackMakesItInvalid(_ state: OTAImageState) throws {
        let device = try device(rollback: false, second: state)
        device.boot(.software)
        #expect(try device.otaupgrade.rollback() == .restarts)
        #expect(device.records == "[1 VALID] [2 INVALID]")
        device.boot(.software)
        #expect(device.running == "ota_0")
    }

    @Test func commenceUnderTestIsUpToTheFirmware() throws {
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

    @Test(arguments: [OTAImageState.invalid, .aborted])
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

    @Test func anOldBootloaderNeverTests() throws {
        let device = device(bootloader: false, application: true)
        try device.upgrade(to: image)
        for _ in 0..<3 {
            device.boot(.software)
            #expect(device.running == "ota_1")
            #expect(device.otaupgrade.info().slots[1].state == .new)
        }
        #expect(try device.otaupgrade.commence() == .returns)
    }

    @Test func anOldFirmwareIsNeverTested() throws {
        let device = device(bootloader: true, application: false)
        try device.upgrade(to: image)
        for _ in 0..<3 {
            device.boot(.software)
            #expect(device.running == "ota_1")
            #expect(device.records == "[1 VALID] [2 UNDEF]")
        }
    }

    @Test func aStaleTestIsAbortedAllTheSame() throws {
        let device = device(bootloader: true, application: false)
        try device.core.flash.preset(image, at: 0x3_0000)
        try device.core.flash.preset(OTASelectEntry(sequence: 2, state: .pendingVerify).bytes, at: 0xF000)
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(device.records == "[1 VALID] [2 ABORTED]")
    }
}
