import ESPImage
package import LuaREPL

extension BoardConnection {
    /// Finds the prompt and asks the board what it is and what its slots contain.
    ///
    /// Changes nothing.
    /// - Throws: `noPrompt`, `linkLost`, `interrupted`.
    public func examine(within limit: Duration = UpgradeLimits().connect) async throws(UpgradeError) -> BoardReport {
        do throws(REPLError) {
            try await synchronise(within: limit)
            return try await report()
        } catch {
            throw await failedToConnect(error)
        }
    }

    /// The error if the board cannot be identified; nothing has been changed yet.
    func failedToConnect(_ error: REPLError) async -> UpgradeError {
        let cause = await cause(of: error)
        // An unexpected restart gives up firmware that is on trial.
        return .dialogue(cause, in: .connect, plan: nil, board: cause.isRestart ? .unknown : nil)
    }

    /// Accepts the running firmware, so that the board keeps it, and reads the state back.
    ///
    /// It is not an error if the firmware is already accepted.
    /// - Parameter willAccept: receives the slots before the firmware is accepted.
    /// - Throws: `noOTAUpgrade`; `boardRefuses` if otadata selects a slot other than the running one, since the
    ///   firmware would mark that one (`ESP-IDF 5.1.3 esp_ota_ops.c`); `notAccepted` if the state does not become
    ///   `valid`.
    package func accept(
        within limit: Duration = UpgradeLimits().connect,
        willAccept: @Sendable (OTAStatus) -> Void = { _ in }
    ) async throws(UpgradeError) -> BoardReport {
        var report = try await examine(within: limit)
        let status = try status(of: report)
        if var error = BoardReadiness(status, boot: report.boot).otaDataRefusal {
            error.message = "There is nothing to accept: \(status.running.printable) is not on trial. \(error.message)"
            error.phase = .accept
            throw error
        }
        guard status.boot == status.running else {
            throw UpgradeError(
                .boardRefuses,
                "The board runs \(status.running.printable), but its otadata selects \((status.boot ?? "nothing").printable); accepting would mark that one.",
                nextStep: "Restart the board, or upgrade it to the firmware that you want.",
                phase: .accept,
                board: BoardState(status)
            )
        }
        willAccept(status)
        let answer: REPLAnswer
        do throws(REPLError) {
            answer = try await dialogue.call("otaupgrade.accept")
            report.status = try await dialogue.otaStatus() ?? status
        } catch {
            let error = await cause(of: error)
            throw .dialogue(error, in: .accept, plan: nil, board: error.isRestart ? .unknown : BoardState(status))
        }
        let board = report.status.map(BoardState.init)
        if let message = answer.error { throw .firmware(message, in: .accept, board: board) }
        guard report.status?.runningSlot?.state == .valid else { throw .notAccepted(nil, nil, board: board) }
        return report
    }

    /// Gives up the selected firmware, restarts into the other one and verifies that it runs.
    /// - Parameter willRollBack: receives the slots before anything is given up. Only the record and the description of the
    ///   other slot are known: an interrupted upgrade may have left it incomplete.
    /// - Throws: `noOTAUpgrade`; `rollbackFailed` if there is nothing to go back to, or if the other slot does not run.
    package func rollBack(
        limits: UpgradeLimits = UpgradeLimits(),
        willRollBack: @Sendable (OTAStatus) -> Void = { _ in }
    ) async throws(UpgradeError) -> BoardReport {
        let before = try await examine(within: limits.connect)
        let status = try status(of: before)
        willRollBack(status)
        let report: BoardReport
        do throws(REPLError) {
            try await restart(
                by: "otaupgrade.rollback",
                vanishes: before.identity.console?.vanishesAtReset ?? true,
                within: limits.reboot
            )
            report = try await self.report()
        } catch .raised(_, let message) {
            throw .rollbackRefused(message, status, boot: before.boot)
        } catch {
            let isUnchanged = error.isRefusalToRestart
            throw .dialogue(
                await cause(of: error),
                in: .rollBack,
                plan: nil,
                board: isUnchanged ? BoardState(status) : .unknown
            )
        }
        guard let after = report.status, after.boot == after.running, after.running != status.boot else {
            throw .notRolledBack(from: status, to: report)
        }
        return report
    }

    /// Runs Lua of any length at the prompt.
    ///
    /// A Lua error is part of the answer.
    /// - Throws: `noPrompt`, also if the board restarted meanwhile or did not answer in time; `linkLost`, `interrupted`.
    package func execute(
        _ chunk: [UInt8],
        timeout: Duration,
        within limit: Duration = UpgradeLimits().connect
    ) async throws(UpgradeError) -> REPLAnswer {
        do throws(REPLError) {
            try await synchronise(within: limit)
            _ = try await identify()
            try await dialogue.upload(chunk)
        } catch {
            throw await failedToConnect(error)
        }
        do throws(REPLError) {
            return try await dialogue.runPieces(timeout: timeout)
        } catch {
            throw .execution(await cause(of: error))
        }
    }

    private func report() async throws(REPLError) -> BoardReport {
        let identity = try await identify()
        let status = identity.hasOTAUpgrade ? try await dialogue.otaStatus() : nil
        return BoardReport(identity: identity, status: status, boot: await dialogue.monitor.record)
    }

    private func status(of report: BoardReport) throws(UpgradeError) -> OTAStatus {
        guard let status = report.status else { throw .noOTAUpgrade(report.identity) }
        return status
    }
}
