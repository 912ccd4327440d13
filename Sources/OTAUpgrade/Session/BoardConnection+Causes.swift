import LuaREPL
import TransportCore

/// A board that restarts by itself makes much fail after it: what is reported is the restart.
extension BoardConnection {
    /// Whether the board was seen to restart although nothing had told it to.
    var hasRestarted: Bool {
        get async {
            let resets = await dialogue.monitor.resets
            return hasHelper && resets > resetsBefore
        }
    }

    /// The first cause of a failure: a restart or crash of the board that was seen, whatever failed after it.
    func cause(of error: REPLError) async -> REPLError {
        let monitor = await dialogue.monitor
        switch error {
        case .link(var link) where link.isEndOfConnection:
            guard let crash = monitor.pendingCrash else { return error }
            link.message = "The board crashed (\(crash.message.printable)). \(link.message)"
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

    /// Makes certain that the board has not restarted unseen either, as while the rates of the two sides differed.
    /// - Throws: `rebooted` if it has; what `synchronise` throws.
    func confirmNoRestart(within limit: Duration, question: String) async throws(REPLError) {
        try await confirmNoRestartSeen(question: question)
        if try await dialogue.synchronise(within: limit) { return }
        let monitor = await dialogue.monitor
        // What the ROM and the bootloader said of this start was not read, since the two sides had different rates.
        var record = BootRecord()
        record.crash = monitor.crash
        throw .rebooted(question: question, record)
    }
}
