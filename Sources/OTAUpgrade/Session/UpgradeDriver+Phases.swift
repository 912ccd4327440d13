import LuaREPL
import TransportCore

/// How each action of the state machine is carried out.
extension UpgradeDriver {
    mutating func connect() async throws(REPLError) -> UpgradeStateMachine.Action {
        begin(.connect, limits.connect)
        do {
            board = try await BoardConnection(
                connector: session.connector,
                token: token,
                searchedRates: session.options.transferBaud.searchedRates
            )
        } catch {
            throw .link(error)
        }
        start = try await connected.now
        try await connected.synchronise(within: limits.connect)
        await end(.connect, since: start)
        wasStarting = try await connected.wasStarting
        if wasStarting, session.options.openingResets { warn(.resetOnOpen) }
        if try await connected.lacksLineControl { warn(.noLineControl) }
        return .identify
    }

    mutating func identify(mayRestart: Bool) async throws(REPLError) -> UpgradeStateMachine.Action {
        let (identity, status) = try await examine()
        if let status { session.report(.identified(identity, status)) }
        begin(.plan, nil)
        let boot = try await connected.dialogue.monitor.record
        let next = machine.identified(identity, status, boot: boot, mayRestart: mayRestart)
        if let plan = machine.plan, next != .finish(.unchanged, nil) {
            session.report(.planned(plan))
        }
        return next
    }

    mutating func restartFirst(_ reason: RestartReason) async throws(REPLError) -> UpgradeStateMachine.Action {
        session.report(.restartingFirst(reason))
        try await restartBoard(by: "node.restart")
        return try await identify(mayRestart: false)
    }

    mutating func commence() async throws(REPLError) -> UpgradeStateMachine.Action {
        try await timed(.commence, limits.commence) { driver throws(REPLError) in
            let dialogue = try await driver.connected.dialogue
            if driver.machine.identity?.luaVersion == .lua51 { try await dialogue.relaxGarbageCollection() }
            // Nothing must be sent before the prompt: the UART loses input while the flash is erased.
            try await dialogue.settle()
            // Otherwise a board that has just restarted would look like one that erases.
            try await driver.connected.confirmNoRestartSeen(question: "otaupgrade.commence()")
            let answer: REPLAnswer
            do throws(REPLError) {
                answer = try await dialogue.call(
                    "otaupgrade.commence",
                    timeout: driver.limits.commence,
                    isDeafMeanwhile: true
                )
            } catch {
                let error = try await driver.connected.cause(of: error)
                if case .rebooted = error { throw error }
                try await driver.connected.leaveHelperInPlace()
                throw error
            }
            return driver.machine.commenced(answer)
        }
    }

    mutating func complete() async throws(REPLError) -> UpgradeStateMachine.Action {
        try await timed(.complete, limits.complete) { driver throws(REPLError) in
            let dialogue = try await driver.connected.dialogue
            let errors = await dialogue.monitor.errorCount
            let answer = try await dialogue.call(
                "otaupgrade.complete",
                timeout: driver.limits.complete / 3,
                attempts: 2
            )
            let monitor = await dialogue.monitor
            return driver.machine.completed(answer, log: monitor.errors.suffix(monitor.errorCount - errors))
        }
    }

    mutating func restart() async throws(REPLError) -> UpgradeStateMachine.Action {
        try await timed(.reboot, limits.reboot) { driver throws(REPLError) in
            try await driver.restartBoard(by: "node.restart")
        }
        return try await timed(.verify) { driver throws(REPLError) in
            let (identity, status) = try await driver.examine()
            return driver.machine.restarted(identity, status, crash: try await driver.lastCrash)
        }
    }

    /// Reads what runs after the board has restarted on its own.
    mutating func awaitReturn() async throws(REPLError) -> UpgradeStateMachine.Action {
        try await timed(.verify, limits.reboot) { driver throws(REPLError) in
            let returned = try await driver.connected.awaitReturn(
                vanishes: driver.machine.vanishes,
                within: driver.limits.reboot
            )
            if let address = returned.address { driver.session.report(.portReturned(address)) }
            let (identity, status) = try await driver.examine()
            return driver.machine.returned(
                identity,
                status,
                hasRestarted: returned.hasRestarted,
                crash: try await driver.lastCrash
            )
        }
    }

    mutating func check(_ chunk: [UInt8]) async throws(REPLError) -> UpgradeStateMachine.Action {
        try await timed(.check, session.options.checkTimeout) { driver throws(REPLError) in
            let answer = try await driver.connected.dialogue.run(chunk, timeout: driver.session.options.checkTimeout)
            return driver.machine.checked(answer)
        }
    }

    mutating func accept() async throws(REPLError) -> UpgradeStateMachine.Action {
        try await timed(.accept) { driver throws(REPLError) in
            let answer: REPLAnswer?
            do throws(REPLError) {
                answer = try await driver.connected.dialogue.call("otaupgrade.accept")
            } catch .noAnswer {
                // A board that is busy for long may still have accepted it; its state shows that.
                answer = nil
            }
            return driver.machine.accepted(answer, try await driver.connected.dialogue.otaStatus())
        }
    }

    mutating func rollBack() async throws(REPLError) -> UpgradeStateMachine.Action {
        try await timed(.rollBack, limits.reboot) { driver throws(REPLError) in
            // The check may have restarted the board, which may then have rolled back automatically.
            if try await driver.connected.ensureHelper(within: driver.limits.connect) {
                let status = try await driver.connected.dialogue.otaStatus()
                if status?.running == driver.machine.plan?.from { return driver.machine.rolledBack(status) }
            }
            try await driver.restartBoard(by: "otaupgrade.rollback")
            _ = try await driver.connected.identify()
            return driver.machine.rolledBack(try await driver.connected.dialogue.otaStatus())
        }
    }

    /// The crash before the start of the running firmware; `nil` if there was none.
    private var lastCrash: CrashText? {
        get async throws(REPLError) { try await connected.dialogue.monitor.record.crash }
    }

    /// What the board is, and its slots if it has `otaupgrade`.
    private func examine() async throws(REPLError) -> (BoardIdentity, OTAStatus?) {
        let identity = try await connected.identify()
        return (identity, identity.hasOTAUpgrade ? try await connected.dialogue.otaStatus() : nil)
    }
}
