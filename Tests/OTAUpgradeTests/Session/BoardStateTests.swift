import ESPImage
import Testing

@testable import OTAUpgrade

@Suite struct BoardStateTests {
    private func state(running: String, boot: String?, _ first: OTAImageState?, _ second: OTAImageState?) -> BoardState
    {
        func slot(_ label: String, _ state: OTAImageState?, _ version: String) -> OTAStatus.Slot {
            let description = FirmwareDescription(
                name: "nodemcu",
                version: version,
                secureVersion: 0,
                date: "d",
                time: "t",
                idfVersion: "v"
            )
            return .init(label: label, state: state, description: state == nil ? nil : description)
        }
        return BoardState(
            OTAStatus(running: running, boot: boot, slots: [slot("ota_0", first, "1"), slot("ota_1", second, "2")])
        )
    }

    private let old = BoardState.Firmware(slot: "ota_0", version: "1")
    private let new = BoardState.Firmware(slot: "ota_1", version: "2")

    @Test func acceptedFirmwareStartsAgain() {
        #expect(state(running: "ota_1", boot: "ota_1", .valid, .valid).nextReset == .starts(new))
        #expect(
            state(running: "ota_0", boot: "ota_0", .valid, nil) == BoardState(running: old, nextReset: .starts(old))
        )
    }

    @Test func firmwareOnTrialIsGivenUp() {
        #expect(state(running: "ota_1", boot: "ota_1", .valid, .pendingVerify).nextReset == .revertsTo(old))
    }

    @Test("firmware on trial goes back to any record that was not refused", arguments: [OTAImageState.undefined, .new])
    func anyOtherRecord(_ state: OTAImageState) {
        #expect(self.state(running: "ota_1", boot: "ota_1", state, .pendingVerify).nextReset == .revertsTo(old))
    }

    @Test(
        "without another record, a factory partition or any slot may be next",
        arguments: [OTAImageState.invalid, nil]
    )
    func nothingElse(_ state: OTAImageState?) {
        #expect(self.state(running: "ota_1", boot: "ota_1", state, .pendingVerify).nextReset == nil)
    }

    @Test func aRunningFactoryPartitionIsTheFallback() {
        let factory = BoardState.Firmware(slot: "factory", version: nil)
        #expect(state(running: "factory", boot: "ota_1", nil, .new).nextReset == .tries(new, else: factory))
        #expect(state(running: "factory", boot: "ota_1", nil, .pendingVerify).nextReset == .starts(factory))
    }

    @Test func firmwareThatFailedItsTrialIsNotTriedAgain() {
        #expect(state(running: "ota_0", boot: "ota_1", .valid, .pendingVerify).nextReset == .starts(old))
    }

    @Test func selectedNewFirmwareIsTried() {
        #expect(state(running: "ota_0", boot: "ota_1", .valid, .new).nextReset == .tries(new, else: old))
    }

    @Test func firmwareWithoutRollbackStarts() {
        #expect(state(running: "ota_0", boot: "ota_1", .valid, .undefined).nextReset == .starts(new))
        #expect(state(running: "ota_1", boot: "ota_1", .valid, .undefined).nextReset == .starts(new))
    }

    @Test func withoutOTADataTheRunningFirmwareStarts() {
        #expect(state(running: "ota_0", boot: nil, nil, nil).nextReset == .starts(.init(slot: "ota_0", version: nil)))
    }
}
