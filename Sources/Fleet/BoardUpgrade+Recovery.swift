import OTAUpgrade
import TransportCore

/// Recovery of a board between two attempts.
extension BoardUpgrade {
    /// Carries out the recovery action before the next attempt, which is made even if the action fails.
    ///
    /// A board whose prompt answers is not restarted while its firmware is on trial: the next attempt can still accept it.
    func recover(
        by action: RecoveryAction,
        after last: UpgradeAttempt?,
        _ connector: inout (any TransportConnector)?,
        _ number: Int
    ) async {
        if action.restartsBoard, let slot = last?.slotOnTrial {
            tell(.session(.warning(.trialMayEnd(slot: slot))), number)
        }
        switch action {
        case .resynchronise: break
        case .reopen: connector = nil
        case .restart:
            guard let known = connector else { return }
            do throws(UpgradeError) {
                try await restart(patient(with: known, after: action))
            } catch {
                tell(.recoveryFailed(action, reason: error.message), number)
            }
        case .powerCycle:
            connector = nil
            do throws(PowerHookError) {
                try await job.recovery.powerHook?.run(.cycle, board: job.name)
            } catch {
                tell(.recoveryFailed(action, reason: error.description), number)
            }
        }
    }

    private func restart(_ connector: any TransportConnector) async throws(UpgradeError) {
        var options = ResetOptions()
        options.way = job.recovery.circuit == nil ? .prompt : .promptThenLines
        if let circuit = job.recovery.circuit { options.circuit = circuit }
        options.startLimit = job.options.limits.reboot
        _ = try await BoardConnection.withBoard(connector, token: job.token) { board throws(UpgradeError) in
            try await board.reset(options)
        }
    }
}

extension UpgradeAttempt {
    /// The slot whose new firmware may be on trial after the attempt; `nil` if none can be.
    var slotOnTrial: String? {
        guard let plan = result?.plan, plan.canRollBack == true else { return nil }
        switch error?.phase {
        case .reboot, .verify, .check, .accept: return plan.to
        case .connect, .identify, .plan, .commence, .write, .complete, .rollBack, nil: return nil
        }
    }
}
