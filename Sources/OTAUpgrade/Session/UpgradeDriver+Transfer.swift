import ESPImage
import LuaREPL
import TransportCore

/// The transfer of the image.
extension UpgradeDriver {
    mutating func write() async throws(REPLError) -> UpgradeStateMachine.Action {
        try await timed(.write) { driver throws(REPLError) in
            var failure = try await driver.send()
            // An application that takes the console back may still leave the prompt alone.
            if case .noFrames(_, let offset) = failure, driver.method == nil {
                driver.method = .lines
                driver.warn(.framesGivenUp(offset: offset))
                try await driver.connected.confirmNoRestart(within: .seconds(20), question: "to take lines")
                // The slot holds a part of the image, and nothing is written twice.
                if offset > 0 { return .commence }
                failure = try await driver.send()
            }
            guard let failure else { return driver.machine.written() }
            let output = try await driver.connected.dialogue.applicationOutput
            return driver.machine.failedToWrite(failure, output: output)
        }
    }

    /// Sends the image once and restores the console; returns the failure, if there was one.
    private mutating func send() async throws(REPLError) -> TransferFailure? {
        let transfer = try await prepareTransfer { [report = session.report] in report(.progress($0)) }
        var failure: TransferFailure?
        do throws(TransferFailure) {
            transferReport = try await transfer.run()
        } catch {
            failure = try await connected.cause(of: error)
        }
        try await connected.restoreConsoleUncancelled()
        return failure
    }

    /// Chooses how to send the image, and prepares the console for it.
    ///
    /// The choice takes time on this host; the console is changed only afterwards, since the board would restore it meanwhile.
    private mutating func prepareTransfer(
        report: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(REPLError) -> Transfer {
        guard let identity = machine.identity else {
            throw REPLError.noAnswer(question: "what it is", waited: .zero)
        }
        let pace = try await connected.dialogue.pace()
        var options = session.options
        options.method = method
        var choice = TransferChoice(
            identity: identity,
            options: options,
            roundTrip: pace.roundTrip,
            lineRate: identity.console?.vanishesAtReset == true ? nil : try await connected.lineRate,
            perByte: pace.perByte
        )
        if try await connected.changesFF() {
            choice.spellsFF = true
            warn(.serverChangesFF)
        }
        let usual = choice
        let baud = try await transferBaud
        if let baud { choice.lineRate = Double(baud) / 10 }
        var setup = choice.setup(for: session.image.payload)
        if let baud, try await !connected.changeBaud(to: baud) {
            warn(.baudDidNotHold(baud))
            choice = usual
            setup = choice.setup(for: session.image.payload)
        }
        switch choice.method {
        case .lines: try await connected.silenceEcho(identity)
        case .frames: try await connected.watchFrames()
        }
        return Transfer(
            dialogue: try await connected.dialogue,
            setup: setup,
            lineRate: choice.lineRate,
            stallLimit: limits.stall,
            lookout: choice.lineRate == usual.lineRate ? nil : try connected,
            report: report
        )
    }

    /// The new rate of the console; `nil` keeps the present one.
    private var transferBaud: Int? {
        get async throws(REPLError) {
            let current = try await connected.serialControl?.baud
            switch session.options.transferBaud {
            case .rate(let baud): return baud == current ? nil : baud
            case .unchanged: return nil
            case .automatic:
                guard let current, current < TransferBaud.quick else { return nil }
                return machine.identity?.reasonAgainstChangingBaud == nil ? TransferBaud.quick : nil
            }
        }
    }
}
