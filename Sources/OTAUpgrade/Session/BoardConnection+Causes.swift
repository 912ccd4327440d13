import LuaREPL
import TransportCore

/// If a board restarts on its own, later failures follow from that; the restart is what is reported.
extension BoardConnection {
    /// Whether the board was seen to restart without a command to do so.
    var hasRestarted: Bool {
        get async {
            let resets = await dialogue.monitor.resets
            return hasHelper && resets > resetsBefore
        }
    }

    /// The root cause of a failure: an observed restart or crash of the board, whatever failed after it.
    func cause(of error: REPLError) async -> REPLError {
        let monitor = await dialogue.monitor
        switch error {
        case .link(var link) where link.isEndOfConnection:
            guard let crash = monitor.pendingCrash else { return error }
            link.message = "The board crashed (\(crash.quotation.printable)). \(link.message)"
            return .link(link)
        case .noAnswer(let question, _) where await hasRestarted:
            return .rebooted(question: question, monitor.record)
        case .raised(let function, _) where await hasRestarted:
            return .rebooted(question: function + "()", monitor.record)
        case .link, .noAnswer, .raised, .noPrompt, .crashLoop, .downloadMode, .nothingToBoot, .rebooted, .notRestarted,
            .lineTooLong:
            return error
        }
    }

    /// The same for a transfer.
    func cause(of failure: TransferFailure) async -> TransferFailure {
        switch failure {
        case .dialogue(let error, let offset):
            return .dialogue(await cause(of: error), offset: offset)
        case .noFrames(let error, let offset):
            let cause = await cause(of: error)
            return cause.isRestart ? .dialogue(cause, offset: offset) : .noFrames(cause, offset: offset)
        case .stalled(let offset) where await hasRestarted:
            return .dialogue(.rebooted(question: "to take a line", await dialogue.monitor.record), offset: offset)
        case .stalled, .refused:
            return failure
        }
    }

    /// - Parameter question: what the board was to do.
    /// - Throws: `rebooted` if a restart was seen.
    func confirmNoRestartSeen(question: String) async throws(REPLError) {
        if await hasRestarted { throw .rebooted(question: question, await dialogue.monitor.record) }
    }

    /// Confirms that the board has not restarted unseen, as is possible while the two sides have different rates.
    /// - Throws: `rebooted` if it has; as `synchronise`.
    func confirmNoRestart(within limit: Duration, question: String) async throws(REPLError) {
        try await confirmNoRestartSeen(question: question)
        if try await dialogue.synchronise(within: limit) { return }
        let monitor = await dialogue.monitor
        // The boot text of this start was not read, since the two sides had different rates.
        var record = BootRecord()
        record.crash = monitor.crash
        throw .rebooted(question: question, record)
    }
}
