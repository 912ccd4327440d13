import LuaREPL
import TransportCore

extension BoardConnection {
    /// Resets the board into its application and watches it start.
    ///
    /// No line is moved where that could lead into download mode.
    /// - Throws: `noPrompt` where no prompt answers and the lines cannot reset the board, or where it does not come up,
    ///   with what was seen of it; `linkLost`, `interrupted`.
    public func reset(_ options: ResetOptions) async throws(UpgradeError) -> ResetReport {
        do throws(REPLError) {
            if options.way != .lines, try await promptAnswers(options) { return try await restart(options) }
        } catch {
            throw .reset(error)
        }
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

    /// Whether a prompt answers; where the lines are the other way, silence and trouble are an answer, too.
    private func promptAnswers(_ options: ResetOptions) async throws(REPLError) -> Bool {
        do {
            try await synchronise(within: options.promptLimit)
            return true
        } catch {
            if case .link = error { throw error }
            guard options.way == .promptThenLines else { throw error }
            return false
        }
    }

    private func restart(_ options: ResetOptions) async throws(REPLError) -> ResetReport {
        guard options.waits else {
            // Nothing answers any more, so nothing is waited for.
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
    }

    /// Carries out the sequence; which one, and whether the port went away with it.
    private func moveLines(_ options: ResetOptions) async throws(UpgradeError) -> (ResetSequence, vanished: Bool) {
        guard let sequence = options.sequence ?? options.circuit.intoApplication else {
            throw .noLines("No line of the circuit \(options.circuit.rawValue) resets the board.")
        }
        guard let serial = serialControl else {
            throw .noLines(
                address.isOnNetwork
                    ? "\(address) carries bytes and no modem lines; a server that knows RFC 2217 does, as rfc2217://."
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
