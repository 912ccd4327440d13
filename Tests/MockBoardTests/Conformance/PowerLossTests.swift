import ESPImage
import Testing

@testable import ESPDevice
@testable import MockBoard

/// The power fails before, during and after every flash operation in the life of a board.
@Suite struct PowerLossTests {
    /// The end of a board's life with one upgrade.
    enum Ending: String, CaseIterable {
        case accepted
        case rolledBack
        case leftAlone
    }

    private static let tables: [String: [String]] = [
        "two slots": ["ota_0", "ota_1"],
        "factory and two slots": ["factory", "ota_0", "ota_1"],
        "factory and one slot": ["factory", "ota_0"],
        "three slots": ["ota_0", "ota_1", "ota_2"],
    ]

    private func device(_ table: String, rollback: Bool) -> TestDevice {
        TestDevice(rollback: rollback, table: .of(Self.tables[table]!), flashSize: 0x9_0000, firmware: Self.first)
    }

    private func cut(_ device: TestDevice, at operation: Int, _ cut: ESPDevice.PowerCut) {
        device.verdict = { $0.index == operation ? .cutPower(cut) : .perform }
    }

    /// From the first boot to the boot after the end.
    private func live(_ device: TestDevice, _ ending: Ending) throws(PowerLoss) {
        try boot(device, .powerOn)
        try device.upgrade(to: Self.second, chunk: 200)
        try boot(device, .software)
        switch ending {
        case .accepted: _ = try device.otaupgrade.accept()
        case .rolledBack: _ = try device.otaupgrade.rollback()
        case .leftAlone: break
        }
        try boot(device, .software)
    }

    private func boot(_ device: TestDevice, _ reason: ESPDevice.ResetReason) throws(PowerLoss) {
        if case .lostPower(let loss) = device.boot(reason).outcome { throw loss }
    }

    private static let first = SampleImage(version: "1.0.0", size: 1024).bytes
    private static let second = SampleImage(version: "2.0.0", size: 1024).bytes
    private static let third = SampleImage(version: "3.0.0", size: 1024).bytes

    // MARK: Everywhere

    /// Nothing bricks the board, it runs a complete image that is the old one or the new one, and the next upgrade
    /// works.
    @Test("no single cut leaves a board without a firmware that boots", arguments: tables.keys.sorted(), [true, false])
    func noCutBricksABoard(_ table: String, _ rollback: Bool) throws {
        var cuts = 0
        for ending in Ending.allCases {
            let rehearsal = device(table, rollback: rollback)
            try live(rehearsal, ending)
            let last = rehearsal.core.flash.operationCount
            let places = rehearsal.operations
            #expect(places.count == last)
            for operation in places {
                for moment in Self.moments(operation) {
                    cuts += 1
                    let device = device(table, rollback: rollback)
                    cut(device, at: operation.index, moment)
                    #expect(throws: PowerLoss.self) { try live(device, ending) }
                    device.verdict = { _ in .perform }
                    try survives(device, "\(ending) \(operation) \(moment)")
                }
            }
        }
        #expect(cuts > 400, "\(cuts) cuts")
    }

    private static func moments(_ operation: FlashOperation) -> [PowerCut] {
        let bytes = operation.length <= 32 ? Array(1..<operation.length) : [1, 2, 4, 28, operation.length / 2]
        return [.before, .after] + bytes.map { .torn(bytes: $0) }
    }

    private func survives(_ device: TestDevice, _ place: String) throws {
        device.boot(.powerOn)
        let firmware = try #require(device.report.firmware, "\(place): bricked")
        let version = try #require(firmware.description?.version)
        #expect(["1.0.0", "2.0.0"].contains(version), "\(place): runs \(version)")
        // Whatever runs can be accepted, and upgraded.
        _ = try device.otaupgrade.accept()
        if firmware.otaupgrade.ota.nextUpdate() == firmware.partition {
            #expect(try device.otaupgrade.rollback() == .restarts)
            device.boot(.software)
        }
        #expect(try device.upgrade(to: Self.third, chunk: 1024) == .returns, "\(place)")
        device.boot(.software)
        #expect(device.report.firmware?.description?.version == "3.0.0", "\(place): \(device.records)")
    }

    // MARK: Each table row, on two slots with rollback: the state, and what boots next

    private func twoSlots() -> TestDevice {
        let device = device("two slots", rollback: true)
        device.boot()
        return device
    }

    private let image = SampleImage(size: 1024).bytes

    /// Starts a step and cuts its operation with that number, counted from 1; returns the state and what runs.
    private func cut(
        _ device: TestDevice,
        _ number: Int,
        _ moment: PowerCut,
        _ step: (TestDevice) throws -> Void
    ) -> (left: String, running: String?, after: String) {
        let index = device.core.flash.operationCount + number
        cut(device, at: index, moment)
        #expect(throws: PowerLoss.self) { try step(device) }
        device.verdict = { _ in .perform }
        let left = device.records
        device.boot(.powerOn)
        return (left, device.running, device.records)
    }

    @Test("commence: the old firmware, and the records as they were") func duringCommence() throws {
        for number in 1...2 {
            for moment in [PowerCut.before, .torn(bytes: nil), .after] {
                let result = cut(twoSlots(), number, moment) { _ = try $0.otaupgrade.commence() }
                #expect(result == ("[1 VALID] [ ]", "ota_0", "[1 VALID] [ ]"))
            }
        }
    }

    /// Calling commence after complete undoes the upgrade: the record still selects the erased slot.
    @Test("commence after complete: the record selects the erased slot, and the old firmware runs")
    func duringCommenceAfterComplete() throws {
        let device = device("two slots", rollback: false)
        device.boot()
        try device.upgrade(to: image)
        let result = cut(device, 1, .torn(bytes: 0x2000)) { _ = try $0.otaupgrade.commence() }
        #expect(result == ("[1 VALID] [2 UNDEF]", "ota_0", "[1 VALID] [2 UNDEF]"))
    }

    @Test("write: the old firmware, and the records as they were") func duringWrite() throws {
        for number in 1...6 {
            let device = twoSlots()
            _ = try device.otaupgrade.commence()
            let result = cut(device, number, .torn(bytes: nil)) { device in
                for start in stride(from: 0, to: 1024, by: 200) {
                    _ = try device.otaupgrade.write(self.image[start..<min(start + 200, 1024)])
                }
            }
            #expect(result == ("[1 VALID] [ ]", "ota_0", "[1 VALID] [ ]"))
        }
    }

    @Test(
        "complete: before, between, torn within and after erasing and programming the record",
        arguments: [
            (1, PowerCut.before, "[1 VALID] [ ]", "ota_0"), (1, .after, "[1 VALID] [ ]", "ota_0"),
            (2, .before, "[1 VALID] [ ]", "ota_0"), (2, .torn(bytes: 4), "[1 VALID] [2 UNDEF TORN]", "ota_0"),
            (2, .torn(bytes: 28), "[1 VALID] [2 NEW TORN]", "ota_0"), (2, .after, "[1 VALID] [2 NEW]", "ota_1"),
        ]
    )
    func duringComplete(_ number: Int, _ moment: ESPDevice.PowerCut, _ left: String, _ running: String) throws {
        let device = twoSlots()
        _ = try device.otaupgrade.commence()
        _ = try device.otaupgrade.write(image)
        let result = cut(device, number, moment) { _ = try $0.otaupgrade.complete(.absent) }
        #expect(result.left == left)
        #expect(result.running == running)
    }

    @Test("complete of the first upgrade of a factory board, torn: the factory") func aTornFirstRecordMeansTheFactory()
        throws
    {
        for bytes in [4, 24, 28] {
            let device = device("factory and two slots", rollback: true)
            device.boot()
            _ = try device.otaupgrade.commence()
            _ = try device.otaupgrade.write(image)
            let result = cut(device, 2, .torn(bytes: bytes)) { _ = try $0.otaupgrade.complete(.absent) }
            #expect(result.running == "factory")
        }
    }

    @Test(
        "bootloader, NEW to PENDING: an erased record loses the upgrade, a written one is aborted",
        arguments: [
            (1, PowerCut.before, "[1 VALID] [2 NEW]", "ota_1"), (1, .after, "[1 VALID] [ ]", "ota_0"),
            (2, .before, "[1 VALID] [ ]", "ota_0"), (2, .torn(bytes: 28), "[1 VALID] [2 PENDING TORN]", "ota_0"),
            (2, .after, "[1 VALID] [2 PENDING]", "ota_0"),
        ]
    )
    func whileTheBootloaderBeginsTheTest(_ number: Int, _ moment: ESPDevice.PowerCut, _ left: String, _ running: String)
        throws
    {
        let device = twoSlots()
        try device.upgrade(to: image)
        let result = cut(device, number, moment) { try self.boot($0, .software) }
        #expect(result.left == left)
        #expect(result.running == running)
    }

    @Test("the new firmware runs and is not accepted: ABORTED, and the old one") func whileTheNewFirmwareRuns() throws {
        let device = twoSlots()
        try device.upgrade(to: image)
        device.boot(.software)
        #expect(device.running == "ota_1")
        device.boot(.powerOn)
        #expect(device.running == "ota_0")
        #expect(device.records == "[1 VALID] [2 ABORTED]")
    }

    @Test(
        "accept: an erased record loses the upgrade, a written one keeps it",
        arguments: [
            (1, PowerCut.before, "[1 VALID] [2 PENDING]", "ota_0"), (1, .after, "[1 VALID] [ ]", "ota_0"),
            (2, .before, "[1 VALID] [ ]", "ota_0"), (2, .after, "[1 VALID] [2 VALID]", "ota_1"),
        ]
    )
    func duringAccept(_ number: Int, _ moment: ESPDevice.PowerCut, _ left: String, _ running: String) throws {
        let device = twoSlots()
        try device.upgrade(to: image)
        device.boot(.software)
        let result = cut(device, number, moment) { _ = try $0.otaupgrade.accept() }
        #expect(result.left == left)
        #expect(result.running == running)
    }

    @Test(
        "bootloader, PENDING to ABORTED: the old firmware either way",
        arguments: [
            (1, PowerCut.before, "[1 VALID] [2 PENDING]", "[1 VALID] [2 ABORTED]"),
            (1, .after, "[1 VALID] [ ]", "[1 VALID] [ ]"), (2, .before, "[1 VALID] [ ]", "[1 VALID] [ ]"),
            (2, .after, "[1 VALID] [2 ABORTED]", "[1 VALID] [2 ABORTED]"),
        ]
    )
    func whileTheBootloaderAborts(_ number: Int, _ moment: ESPDevice.PowerCut, _ left: String, _ after: String) throws {
        let device = twoSlots()
        try device.upgrade(to: image)
        device.boot(.software)
        let result = cut(device, number, moment) { try self.boot($0, .powerOn) }
        #expect(result == (left, "ota_0", after))
    }

    @Test(
        "rollback: the old firmware as soon as the record is erased",
        arguments: [
            (1, PowerCut.before, "[1 VALID] [2 VALID]", "ota_1"), (1, .after, "[1 VALID] [ ]", "ota_0"),
            (2, .before, "[1 VALID] [ ]", "ota_0"), (2, .after, "[1 VALID] [2 INVALID]", "ota_0"),
        ]
    )
    func duringRollback(_ number: Int, _ moment: ESPDevice.PowerCut, _ left: String, _ running: String) throws {
        let device = twoSlots()
        try device.upgrade(to: image)
        device.boot(.software)
        _ = try device.otaupgrade.accept()
        let result = cut(device, number, moment) { _ = try $0.otaupgrade.rollback() }
        #expect(result.left == left)
        #expect(result.running == running)
    }

    @Test(
        "first boot: the record is written again",
        arguments: [
            (1, PowerCut.before, "[ ] [ ]"), (1, .after, "[ ] [ ]"), (2, .before, "[ ] [ ]"),
            (2, .torn(bytes: 4), "[1 UNDEF TORN] [ ]"), (2, .after, "[1 VALID] [ ]"),
        ]
    )
    func duringTheFirstBoot(_ number: Int, _ moment: ESPDevice.PowerCut, _ left: String) throws {
        let device = device("two slots", rollback: true)
        let result = cut(device, number, moment) { try self.boot($0, .powerOn) }
        #expect(result.left == left)
        #expect(result.running == "ota_0")
    }

    // MARK: Fault name

    @Test("the fault power-cut@flash-op cuts the power at that operation") func theFaultCutsThePower() throws {
        let device = TestDevice(
            rollback: true,
            faults: try FaultSchedule(parsing: "power-cut@flash-op:2:before")
        )
        guard case .lostPower(let loss) = device.boot().outcome else {
            Issue.record("the power stayed on")
            return
        }
        #expect(loss.operation.index == 2)
        #expect(loss.operation.origin == .bootloader)
        #expect(loss.cut == .before)
        #expect(device.report.lines.last?.rendered(newline: "\n").contains("Loaded app") == true)
        device.boot()
        #expect(device.running == "ota_0")
    }
}
