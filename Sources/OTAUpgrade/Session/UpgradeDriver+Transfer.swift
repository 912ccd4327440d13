import ESPImage
import LuaREPL
import TransportCore

/// The image's way to the board.
extension UpgradeDriver {
    mutating func write() async throws(REPLError) -> UpgradeStateMachine.Action {
        try await timed(.write) { driver throws(REPLError) in
            let report = driver.session.report
            try await driver.takeTransferBaud()
            let next: UpgradeStateMachine.Action
            do throws(TransferFailure) {
                driver.transferReport = try await driver.sendImage(report: { report(.progress($0)) })
                next = driver.machine.written()
            } catch {
                next = driver.machine.failedToWrite(try await driver.connected.cause(of: error))
            }
            try await driver.connected.giveBackConsole()
            return next
        }
    }

    /// Moves the console to the rate of the transfer.
    private mutating func takeTransferBaud() async throws(REPLError) {
        guard let baud = try await transferBaud else { return }
        if try await connected.changeBaud(to: baud) { return }
        warn(.baudDidNotHold(baud))
    }

    private var transferBaud: Int? {
        get async throws(REPLError) {
            switch session.options.transferBaud {
            case .rate(let baud): return baud
            case .unchanged: return nil
            case .automatic:
                guard let current = try await connected.serialControl?.baud, current < TransferBaud.quick else {
                    return nil
                }
                return machine.identity?.reasonAgainstChangingBaud == nil ? TransferBaud.quick : nil
            }
        }
    }

    private func sendImage(
        report: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(TransferFailure) -> TransferReport {
        let transfer: Transfer
        do throws(REPLError) {
            transfer = try await self.transfer(report: report)
        } catch {
            throw .dialogue(error, offset: 0)
        }
        return try await transfer.run()
    }

    /// Chooses how the image goes, and prepares the console for it.
    private func transfer(
        report: @escaping @Sendable (TransferProgress) -> Void
    ) async throws(REPLError) -> Transfer {
        guard let identity = machine.identity else {
            throw REPLError.noAnswer(question: "what it is", waited: .zero)
        }
        let roundTrip = try await connected.dialogue.roundTrip()
        let lineRate = identity.console?.vanishesAtReset == true ? nil : try await connected.lineRate
        let choice = TransferChoice(
            identity: identity,
            options: session.options,
            roundTrip: roundTrip,
            lineRate: lineRate
        )
        if choice.method == .lines { try await connected.silenceEcho(identity) }
        return Transfer(
            dialogue: try await connected.dialogue,
            setup: choice.setup(for: session.image.bytes),
            lineRate: lineRate,
            stallLimit: limits.stall,
            report: report
        )
    }
}
