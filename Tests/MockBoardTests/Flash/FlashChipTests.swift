import Testing

@testable import ESPDevice

@Suite struct FlashChipTests {
    @Test func aNewChipIsErased() {
        let chip = FlashChip(size: 0x1_0000)
        #expect(chip.size == 0x1_0000)
        #expect(chip.read(0..<chip.size).allSatisfy { $0 == 0xFF })
        #expect(chip.operationCount == 0)
    }

    @Test func programmingOnlyClearsBits() throws {
        let chip = FlashChip(size: 0x1000)
        try chip.program([0b1111_0000], at: 5)
        try chip.program([0b1010_1111], at: 5)
        #expect(chip.read(4..<7) == [0xFF, 0b1010_0000, 0xFF])
        try chip.program([0xFF], at: 5)
        #expect(chip.read(5..<6) == [0b1010_0000])
    }

    @Test func erasingSetsTheWholeSectorAndNothingElse() throws {
        let chip = FlashChip(size: 0x3000)
        try chip.program([UInt8](repeating: 0, count: 0x3000), at: 0)
        try chip.erase(0x1000..<0x2000)
        #expect(chip.read(0x0FFF..<0x1001) == [0, 0xFF])
        #expect(chip.read(0x1FFF..<0x2001) == [0xFF, 0])
        #expect(chip.read(0x1000..<0x2000).allSatisfy { $0 == 0xFF })
    }

    @Test func aProgramCommandStaysInItsPage() throws {
        let recorder = OperationRecorder()
        let chip = FlashChip(size: 0x1000)
        chip.observer = recorder
        try chip.program([UInt8](repeating: 0, count: 0x300), at: 0x80)
        #expect(recorder.done.map(\.address) == [0x80, 0x100, 0x200, 0x300])
        #expect(recorder.done.map(\.length) == [0x80, 0x100, 0x100, 0x80])
        #expect(recorder.done.map(\.index) == [1, 2, 3, 4])
        #expect(recorder.done.allSatisfy { $0.kind == .program })
    }

    /// Blocks of 64 KiB where they fit, otherwise sectors (ESP-IDF 5.1.3 `esp_flash_erase_region`).
    @Test func erasingUsesBlocksWhereTheyFit() throws {
        let recorder = OperationRecorder()
        let chip = FlashChip(size: 0x4_0000)
        chip.observer = recorder
        try chip.erase(0xE000..<0x3_1000)
        #expect(
            recorder.done.map { "\($0.kind) \($0.address / 0x1000)" } == [
                "eraseSector 14", "eraseSector 15", "eraseBlock 16", "eraseBlock 32", "eraseSector 48",
            ]
        )
    }

    @Test(arguments: [0x800..<0x1000, 0x1000..<0x1800, 0x1000..<0x1_1000])
    func anEraseOfPartialSectorsOrBeyondTheEndIsRefused(_ range: Range<Int>) {
        let chip = FlashChip(size: 0x1_0000)
        #expect(throws: DeviceFailure.code(.invalidArgument)) { try chip.erase(range) }
        #expect(chip.operationCount == 0)
    }

    @Test func aProgramBeyondTheEndIsRefusedCompletely() {
        let chip = FlashChip(size: 0x1000)
        #expect(throws: DeviceFailure.code(.invalidArgument)) { try chip.program([0, 0], at: 0xFFF) }
        #expect(chip.read(0xFFF..<0x1000) == [0xFF])
        #expect(throws: Never.self) { try chip.program([UInt8](), at: 0x1000) }
    }

    @Test(arguments: [
        (PowerCut.before, 0), (.torn(bytes: 4), 4), (.torn(bytes: nil), 16), (.after, 32), (.torn(bytes: 99), 32),
    ])
    func aCutProgramLeavesItsFirstBytes(_ cut: PowerCut, _ done: Int) {
        let recorder = OperationRecorder()
        recorder.verdicts[1] = .cutPower(cut)
        let chip = FlashChip(size: 0x1000)
        chip.observer = recorder
        let error = #expect(throws: DeviceFailure.self) { try chip.program([UInt8](repeating: 0, count: 32), at: 0) }
        guard case .powerLoss(let loss) = error else { return #expect(Bool(false), "no power loss") }
        #expect(loss.cut == cut)
        #expect(loss.operation.index == 1)
        #expect(
            Array(chip.read(0..<33)) == [UInt8](repeating: 0, count: done) + [UInt8](repeating: 0xFF, count: 33 - done)
        )
        #expect(recorder.done.isEmpty)
    }

    @Test func aCutEraseLeavesTheRestAsItWas() {
        let recorder = OperationRecorder()
        let chip = FlashChip(size: 0x1000)
        try! chip.program([UInt8](repeating: 0, count: 0x1000), at: 0)
        chip.observer = recorder
        recorder.verdicts[17] = .cutPower(.torn(bytes: 3))
        #expect(throws: DeviceFailure.self) { try chip.erase(0..<0x1000) }
        #expect(chip.read(0..<5) == [0xFF, 0xFF, 0xFF, 0, 0])
    }

    @Test func aCutCommandDoesNotContinue() {
        let recorder = OperationRecorder()
        recorder.verdicts[2] = .cutPower(.after)
        let chip = FlashChip(size: 0x1000)
        chip.observer = recorder
        #expect(throws: DeviceFailure.self) { try chip.program([UInt8](repeating: 0, count: 0x300), at: 0) }
        #expect(chip.read(0x1FF..<0x201) == [0, 0xFF])
        #expect(chip.operationCount == 2)
    }

    @Test func aRefusedOperationChangesNothing() {
        let recorder = OperationRecorder()
        recorder.verdicts[1] = .fail(.flashOperationTimedOut)
        let chip = FlashChip(size: 0x1000)
        chip.observer = recorder
        #expect(throws: DeviceFailure.code(.flashOperationTimedOut)) { try chip.program([0], at: 0) }
        #expect(chip.read(0..<1) == [0xFF])
        #expect(recorder.done.isEmpty)
        #expect(throws: Never.self) { try chip.program([0], at: 0) }
        #expect(recorder.done.map(\.index) == [2])
    }

    @Test func presettingIsNotAnOperation() throws {
        let chip = FlashChip(size: 0x1000)
        try chip.preset([0], at: 1)
        try chip.preset([0xFF], at: 1)
        #expect(chip.read(0..<2) == [0xFF, 0xFF])
        #expect(chip.operationCount == 0)
    }

    @Test func operationsNameTheirOrigin() throws {
        let chip = FlashChip(size: 0x1000)
        chip.origin = .bootloader
        try chip.program([0], at: 0x20)
        #expect(chip.lastOperation?.description == "1 program 20+1 bootloader")
    }
}

/// Records operations, and makes selected ones fail.
final class OperationRecorder: FlashObserver {
    var verdicts: [Int: FlashVerdict] = [:]
    private(set) var done: [FlashOperation] = []

    func flashWillPerform(_ operation: FlashOperation) -> FlashVerdict { verdicts[operation.index] ?? .perform }
    func flashDidPerform(_ operation: FlashOperation) { done.append(operation) }
}
