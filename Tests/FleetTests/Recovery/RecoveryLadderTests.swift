import Fleet
import OTAUpgrade
import Testing

struct RecoveryLadderTests {
    private func actions(_ ladder: RecoveryLadder, after code: UpgradeError.Code = .linkLost) -> [RecoveryAction] {
        var ladder = ladder
        var actions: [RecoveryAction] = []
        while let action = ladder.next(after: code, wasFound: true) { actions.append(action) }
        return actions
    }

    @Test func eachActionIsMoreDrasticThanTheLast() {
        let ladder = RecoveryLadder(retries: 6, switchesPower: true)
        #expect(
            actions(ladder) == [.resynchronise, .reopen, .restart, .powerCycle, .powerCycle, .powerCycle]
        )
    }

    @Test func withoutAHookTheMostDrasticActionIsARestart() {
        #expect(
            actions(RecoveryLadder(retries: 4, switchesPower: false)) == [.resynchronise, .reopen, .restart, .restart]
        )
    }

    @Test func withoutRetriesThereIsNoAction() {
        #expect(actions(RecoveryLadder(retries: 0, switchesPower: true)).isEmpty)
    }

    @Test(arguments: UpgradeError.Code.allCases)
    func onlyWhatMayPassIsTriedAgain(code: UpgradeError.Code) {
        var ladder = RecoveryLadder(retries: 1, switchesPower: false)
        let mayPass: Set<UpgradeError.Code> = [
            .portBusy, .noPrompt, .transferFailed, .imageInvalidOnBoard, .linkLost, .noDevice,
        ]
        #expect((ladder.next(after: code, wasFound: true) != nil) == mayPass.contains(code))
    }

    @Test func aDeviceThatWasNeverFoundIsNotLookedForAgain() {
        var ladder = RecoveryLadder(retries: 1, switchesPower: false)
        #expect(ladder.next(after: .noDevice, wasFound: false) == nil)
    }
}
