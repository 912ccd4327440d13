import ESPImage
import LuaREPL

/// A board that restarts on its own after the transfer: the session identifies it again, and what it runs decides.
extension UpgradeStateMachine {
    /// A phase that the board interrupted, and the evidence.
    struct Interruption: Sendable, Hashable {
        var phase: UpgradePhase
        var error: REPLError
    }

    /// Whether the port disappears and comes back when the board restarts.
    var vanishes: Bool { isOnNetwork || identity?.console?.vanishesAtReset ?? true }

    /// Whether the board may have restarted on its own and come back, so that it is worth identifying again.
    func mayReturn(after error: REPLError, in phase: UpgradePhase) -> Bool {
        switch state {
        case .unplanned, .needsRestart, .planned: return false
        case .completing, .switched, .running, .leaving: break
        }
        if phase == .reboot, returnsLeft > 0 { return error.isRestart }
        guard returnsLeft > 0, [.complete, .verify, .check, .accept, .rollBack].contains(phase) else { return false }
        return error.isRestart || (error.isVanishing && vanishes)
    }

    mutating func awaitReturn(_ interruption: Interruption) -> Action {
        returnsLeft -= 1
        // A board that disappears again during the wait was interrupted in the phase before.
        self.interruption = self.interruption ?? interruption
        return .awaitReturn
    }

    /// The board answers again.
    /// - Parameter hasRestarted: whether it has restarted on its own, rather than only lost its port.
    mutating func returned(
        _ identity: BoardIdentity,
        _ status: OTAStatus?,
        hasRestarted: Bool,
        crash: CrashText? = nil
    ) -> Action {
        let isChecking = interruption?.phase == .check
        let how = interruption?.error.restartWords ?? REPLError.plainRestart
        interruption = nil
        guard let plan else { return .finish(.failed, unreadable(.verify)) }
        guard identity.hasOTAUpgrade, let status else {
            return .finish(.failed, .newFirmwareWithoutModule(plan))
        }
        after = status
        switch state {
        case .completing where !hasRestarted: return status.boot == plan.to ? readBootSlot(status) : .complete
        case .running where !hasRestarted:
            return isChecking ? options.check.map(Action.check) ?? acceptOrFinish() : acceptOrFinish()
        case .unplanned, .needsRestart, .planned: return .finish(.failed, unreadable(.verify))
        case .completing: return returnedWhileCompleting(plan, identity, status, how)
        case .switched: return restarted(identity, status, crash: crash)
        case .running: return returnedOnTrial(plan, status, isChecking: isChecking, how)
        case .leaving: return status.running == plan.from ? rolledBack(status) : .rollBack
        }
    }

    private mutating func returnedWhileCompleting(
        _ plan: UpgradePlan,
        _ identity: BoardIdentity,
        _ status: OTAStatus,
        _ how: String
    ) -> Action {
        if status.running != plan.to, status.boot != plan.to, status[plan.to]?.state != .aborted {
            state = .planned(plan)
            return .finish(.failed, .restartedWhileCompleting(plan, board, how))
        }
        var plan = plan
        plan.canRollBack = [.new, .pendingVerify, .aborted].contains(status[plan.to]?.state)
        state = .switched(plan)
        return restarted(identity, status)
    }

    private mutating func returnedOnTrial(
        _ plan: UpgradePlan,
        _ status: OTAStatus,
        isChecking: Bool,
        _ how: String
    ) -> Action {
        var error = UpgradeError.checkFailed("The board \(how) while the check ran.")
        guard status.running == plan.to else {
            guard isChecking else { return .finish(.failed, .restartedOnTrial(plan, status, how)) }
            error.board = board
            return .finish(.rolledBack, error)
        }
        return isChecking ? leave(error) : acceptOrFinish()
    }

    /// What is still known about the board after an error.
    func board(after error: REPLError, in phase: UpgradePhase) -> BoardState? {
        guard var board else { return nil }
        if error.isRefusalToRestart { return board }
        switch state {
        case .unplanned, .needsRestart, .planned: break
        case .completing:
            let mayHaveRestarted = interruption != nil || error.isLinkLoss || error.isRestart
            if mayHaveRestarted { board.running = nil }
        case .switched(let plan):
            // Until the new firmware answers, it is unknown whether the bootloader can load it and whether it rolls back.
            // Firmware that crashes has been loaded, and without a trial it starts again.
            (board.running, board.nextReset) = (nil, nil)
            if plan.canRollBack == false, case .crashLoop = error {
                board.nextReset = .starts(.init(slot: plan.to, version: plan.imageVersion))
            }
        case .running, .leaving:
            board.running = nil
            // It is unknown whether it was accepted or given up before the answer got lost.
            if phase != .check { board.nextReset = nil }
        }
        return board
    }
}

extension REPLError {
    /// A restart whose cause is unknown.
    fileprivate static let plainRestart = "restarted unexpectedly"

    /// How the board restarted, after its name.
    fileprivate var restartWords: String {
        if case .rebooted(_, let boot) = self, boot.crash != nil { boot.restartWords } else { Self.plainRestart }
    }
}
