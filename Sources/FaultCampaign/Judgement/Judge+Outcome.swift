import ESPImage
import MockBoard
import OTAUpgrade

/// Whether the tool's report is true.
extension Judge {
    mutating func judgeSuccess() {
        // Firmware was left on trial, and the board reset while the port was being restored.
        if seen.result.outcome == .upgraded, !scenario.options.accepts, seen.hasRestartedSince { return }
        switch seen.result.outcome {
        case .upgraded: judgeUpgraded()
        case .unchanged:
            if running.flatMap({ seen.slots[$0] }) != .new {
                fails(.truthfulSuccess, "unchanged, but \(running ?? "nothing") runs, which is not the image")
            }
        case .rolledBack:
            if running != plan?.from { fails(.truthfulSuccess, "rolled back, but \(running ?? "nothing") runs") }
        case .planned, .staged, .failed: break
        }
    }

    private mutating func judgeUpgraded() {
        guard let plan, running == plan.to, seen.slots[plan.to] == .new else {
            fails(.truthfulSuccess, "upgraded, but \(running ?? "nothing") runs")
            return
        }
        if !checkPasses { fails(.truthfulSuccess, "upgraded, but the check does not pass") }
        let state = seen.runningState
        guard scenario.options.accepts, state != .valid, state != .undefined else { return }
        fails(.truthfulSuccess, "upgraded, but the state is \(state?.word ?? "unknown")")
    }

    mutating func judgeFailure() {
        guard seen.result.outcome == .failed || seen.result.outcome == .rolledBack, let error = seen.result.error else {
            return
        }
        // After a lost link or an interruption nobody knows whether the last statement ran. If the board has not
        // answered `accept`, nobody knows whether the firmware was accepted. The tool then says that it does not know.
        let isUnknown = error.code == .notAccepted && error.board?.nextReset == nil
        let knows = error.code != .linkLost && error.code != .interrupted && !isUnknown && !lostPower
        guard let plan, knows else { return }
        if seen.states[plan.to] == .valid, scenario.board.firmware != scenario.image.bytes {
            fails(.truthfulSuccess, "\(error.code.rawValue), but \(plan.to) was accepted")
        }
        switch error.code {
        case .bootSlotNotSwitched where seen.bootSlot == plan.to:
            fails(.truthfulState, "\(plan.to) is reported as not selected, but is selected")
        case .newFirmwareNotRunning where seen.states[plan.to] == nil:
            fails(.truthfulState, "\(plan.to) is reported as started, but was never selected")
        default: break
        }
    }

    mutating func judgeReportedState() {
        if seen.result.outcome == .upgraded, seen.hasRestartedSince { return }
        guard let state = seen.result.error?.board ?? seen.result.after.map({ BoardState($0) }) else { return }
        if let claimed = state.running, let running, claimed.slot != running {
            fails(.truthfulState, "\(claimed.slot) is reported as running, but \(running) runs")
        }
        // Firmware that crashes at each start, with a bootloader that keeps starting it.
        guard let first = seen.nextStarts.first, first != nil else { return }
        let next = seen.nextStarts.map { $0 ?? "nothing" }
        switch state.nextReset {
        case .starts(let firmware) where firmware.slot != next[0]:
            fails(.truthfulState, "the next reset is reported to start \(firmware.slot), but starts \(next[0])")
        case .revertsTo(let firmware) where firmware.slot != next[0]:
            fails(.truthfulState, "the next reset is reported to revert to \(firmware.slot), but starts \(next[0])")
        case .tries(let first, else: let second) where first.slot != next[0] || second.slot != next[1]:
            fails(
                .truthfulState,
                "the next resets are reported to start \(first.slot) and \(second.slot), but start \(next[0]) and \(next[1])"
            )
        default: break
        }
    }

    private var checkPasses: Bool {
        guard let check = scenario.options.check else { return true }
        return ["true", "node.heap()>0"].contains { check.elementsEqual($0.utf8) }
    }

    private var lostPower: Bool {
        scenario.faults.faults.contains { if case .powerCut = $0 { true } else { false } }
    }
}
