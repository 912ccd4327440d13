import LuaREPL
import TransportCore

extension BoardConnection {
    /// Resets the board into its application and watches it start.
    ///
    /// If a prompt answers, the board is first asked whether its firmware is on trial, since a reset gives that up. A sequence
    /// that could enter download mode is refused.
    /// - Throws: `boardRefuses` if the firmware is on trial and the reset is not forced; `noPrompt` if no prompt answers and the
    ///   lines cannot reset the board, or if the board does not come up, with what was seen; `linkLost`, `interrupted`.
    package func reset(_ options: ResetOptions) async throws(UpgradeError) -> ResetReport {
        let prompt = try await lookBeforeReset(options)
        let status = prompt.status
        let isOnTrial = status?.isOnTrial ?? false
        if let status, isOnTrial, !options.isForced { throw .endsTrial(status) }
        var report =
            if options.way != .lines, prompt.answers { try await restart(options) } else {
                try await pulseLines(options)
            }
        guard isOnTrial, let status else { return report }
        report.trial = BoardState(status).running
        guard options.waits else { return report }
        do throws(REPLError) {
            report.state = try await dialogue.otaStatus().map { BoardState($0) }
        } catch {
            throw .reset(error)
        }
        return report
    }

    /// Whether a prompt answers, and the slots if the firmware can report them.
    ///
    /// If DTR and RTS can reset the board, silence and errors also count as an answer.
    private func lookBeforeReset(
        _ options: ResetOptions
    ) async throws(UpgradeError) -> (answers: Bool, status: OTAStatus?) {
        do throws(REPLError) {
            try await synchronise(within: options.promptLimit)
            return (true, try await dialogue.otaStatus())
        } catch {
            if error.isLinkLoss || error.isCancellation || options.way == .prompt {
                throw await failedToConnect(error)
            }
            return (false, nil)
        }
    }

    private func restart(_ options: ResetOptions) async throws(UpgradeError) -> ResetReport {
        do throws(REPLError) {
            guard options.waits else {
                // No answer can follow, so do not wait for one.
                try await dialogue.send(Array("node.restart()".utf8))
                leaveHelperInPlace()
                return ResetReport(cause: .prompt)
            }
            let address = try await restart(by: "node.restart", vanishes: true, within: options.startLimit)
            return ResetReport(
                cause: .prompt,
                boot: await dialogue.monitor.record,
                promptAnswers: true,
                portVanished: address != nil
            )
        } catch {
            throw .reset(error)
        }
    }

    private func pulseLines(_ options: ResetOptions) async throws(UpgradeError) -> ResetReport {
        let (sequence, vanished) = try await moveLines(options)
        var report = ResetReport(cause: .lines(options.circuit, sequence), portVanished: vanished)
        guard options.waits else { return report }
        do throws(REPLError) {
            let returned = try await awaitReturn(vanishes: true, within: options.startLimit)
            report.portVanished = vanished || returned.address != nil
            report.boot = await dialogue.monitor.record
            report.promptAnswers = true
            return report
        } catch {
            throw .reset(error)
        }
    }

    /// Runs the sequence; returns it, and whether the port disappeared meanwhile.
    private func moveLines(_ options: ResetOptions) async throws(UpgradeError) -> (ResetSequence, vanished: Bool) {
        guard let sequence = options.sequence ?? options.circuit.intoApplication else {
            throw .noLines("The circuit \(options.circuit.rawValue) has no line that resets the board.")
        }
        guard let serial = serialControl else {
            throw .noLines(
                address.isOnNetwork
                    ? "\(address) carries bytes but no modem lines; a server that supports RFC 2217 carries both, as rfc2217://."
                    : "The port has no modem lines."
            )
        }
        leaveHelperInPlace()
        let ending: ResetSequence.Ending?
        do {
            ending = try await sequence.perform(on: serial, through: options.circuit)
        } catch {
            throw .reset(error)
        }
        guard let ending else { throw .noLines("The port has no modem lines.") }
        return (sequence, ending == .portVanished)
    }
}
