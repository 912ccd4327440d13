public import ESPImage
public import LuaREPL
public import TransportCore

/// One upgrade of one board: from the firmware that it has to the image, proven.
///
/// The session decides with `UpgradeStateMachine` and acts here. What it guarantees:
/// - nothing but a probe goes to a port that has not answered a random token and shown `otaupgrade`;
/// - what can be refused is refused before `commence()` erases anything;
/// - each byte is passed to `otaupgrade.write` once and in order;
/// - success is only what was read back: the other slot runs, with the image's description, the check passed, and the
///   state is `valid` where the board can roll back;
/// - the port comes back as it was on every way out.
public struct UpgradeSession: Sendable {
    private let connector: any TransportConnector
    private let image: AppImage
    private let options: UpgradeOptions
    private let report: @Sendable (UpgradeEvent) -> Void

    /// Makes a session; nothing is opened before `run()`.
    /// - Parameter report: takes the events, in order, on no particular thread.
    public init(
        connector: any TransportConnector,
        image: AppImage,
        options: UpgradeOptions = UpgradeOptions(),
        report: @escaping @Sendable (UpgradeEvent) -> Void = { _ in }
    ) {
        self.connector = connector
        self.image = image
        self.options = options
        self.report = report
    }

    /// Runs the upgrade to its end.
    ///
    /// Does not throw: a failure is a result with an error. Cancelling the task ends it as `interrupted`, with the
    /// port restored.
    public func run() async -> UpgradeResult {
        var generator = SystemRandomNumberGenerator()
        return await run(token: DialogueToken(using: &generator))
    }

    /// Runs the upgrade with a token of the caller's, so that a simulated run can be repeated exactly.
    public func run(token: DialogueToken) async -> UpgradeResult {
        var run = Run(session: self, token: token)
        return await run.run()
    }

    /// The driver: carries out the machine's actions one after the other.
    private struct Run {
        let session: UpgradeSession
        let token: DialogueToken
        var machine: UpgradeStateMachine
        var board: BoardConnection?
        var timings: [UpgradePhase: Duration] = [:]
        var transferReport: TransferReport?
        var start: TransportInstant?
        var phase = UpgradePhase.connect

        init(session: UpgradeSession, token: DialogueToken) {
            self.session = session
            self.token = token
            machine = UpgradeStateMachine(image: session.image, options: session.options)
        }

        mutating func run() async -> UpgradeResult {
            var action = machine.start()
            while true {
                if case .finish(let outcome, let error) = action { return await finish(outcome, error) }
                do {
                    action = try await perform(action)
                } catch {
                    action = machine.failed(error, in: phase)
                }
            }
        }

        private var limits: UpgradeLimits { session.options.limits }

        private mutating func perform(
            _ action: UpgradeStateMachine.Action
        ) async throws(REPLError) -> UpgradeStateMachine.Action {
            switch action {
            case .connect: return try await connect()
            case .identify:
                return try await timed(.identify) { run throws(REPLError) in try await run.identify(mayRestart: true) }
            case .restartToReadSlots: return try await restartToReadSlots()
            case .commence: return try await commence()
            case .write: return try await write()
            case .complete: return try await complete()
            case .readBootSlot:
                let status = try await connected.dialogue.otaStatus()
                return machine.readBootSlot(status)
            case .restart: return try await restart()
            case .check(let chunk): return try await check(chunk)
            case .accept: return try await accept()
            case .rollBack: return try await rollBack()
            case .finish(let outcome, let error): return .finish(outcome, error)
            }
        }

        // MARK: Phases

        private mutating func connect() async throws(REPLError) -> UpgradeStateMachine.Action {
            begin(.connect, limits.connect)
            do {
                board = try await BoardConnection(connector: session.connector, token: token)
            } catch {
                throw .link(error)
            }
            start = try await connected.now
            try await connected.synchronise(within: limits.connect)
            await end(.connect, since: start)
            if try await connected.dialogue.monitor.resets > 0 { session.report(.warning(.resetOnOpen)) }
            return .identify
        }

        private mutating func identify(mayRestart: Bool) async throws(REPLError) -> UpgradeStateMachine.Action {
            let identity = try await connected.identify()
            let status = identity.hasOTAUpgrade ? try await connected.dialogue.otaStatus() : nil
            if let status { session.report(.identified(identity, status)) }
            begin(.plan, nil)
            let boot = try await connected.dialogue.monitor.record
            let next = machine.identified(identity, status, boot: boot, mayRestart: mayRestart)
            if let plan = machine.plan, next != .finish(.unchanged, nil) {
                session.report(.planned(plan))
                for warning in plan.warnings { session.report(.warning(warning)) }
            }
            return next
        }

        private mutating func restartToReadSlots() async throws(REPLError) -> UpgradeStateMachine.Action {
            session.report(.restartingToReadSlots)
            try await restartBoard(by: "node.restart")
            return try await identify(mayRestart: false)
        }

        private mutating func commence() async throws(REPLError) -> UpgradeStateMachine.Action {
            try await timed(.commence, limits.commence) { run throws(REPLError) in
                let dialogue = try await run.connected.dialogue
                if run.machine.identity?.luaVersion == .lua51 { try await dialogue.relaxGarbageCollection() }
                // Nothing may be sent until the prompt: the UART loses it while the flash is erased.
                try await dialogue.settle()
                let answer: REPLAnswer
                do throws(REPLError) {
                    answer = try await dialogue.call("otaupgrade.commence", timeout: run.limits.commence, attempts: 1)
                } catch {
                    if case .rebooted = error { throw error }
                    try await run.connected.leaveHelperInPlace()
                    throw error
                }
                return run.machine.commenced(answer)
            }
        }

        private mutating func write() async throws(REPLError) -> UpgradeStateMachine.Action {
            try await timed(.write) { run throws(REPLError) in
                let report = run.session.report
                try await run.takeTransferBaud()
                let next: UpgradeStateMachine.Action
                do throws(TransferFailure) {
                    run.transferReport = try await run.sendImage(report: { report(.progress($0)) })
                    next = run.machine.written()
                } catch {
                    next = run.machine.failedToWrite(error)
                }
                try await run.connected.giveBackBaud()
                return next
            }
        }

        /// Moves the console to the rate of the transfer, where one was asked for.
        private mutating func takeTransferBaud() async throws(REPLError) {
            guard let baud = session.options.transferBaud else { return }
            if try await connected.changeBaud(to: baud) { return }
            machine.warn(.baudDidNotHold(baud))
            session.report(.warning(.baudDidNotHold(baud)))
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
            let choice = TransferChoice(identity: identity, options: session.options, roundTrip: roundTrip)
            if choice.method == .lines { try await connected.silenceEcho() }
            let lineRate = identity.console?.vanishesAtReset == true ? nil : try await connected.lineRate
            return Transfer(
                dialogue: try await connected.dialogue,
                setup: choice.setup(for: session.image.bytes, lineRate: lineRate),
                lineRate: lineRate,
                stallLimit: limits.stall,
                report: report
            )
        }

        private mutating func complete() async throws(REPLError) -> UpgradeStateMachine.Action {
            try await timed(.complete, limits.complete) { run throws(REPLError) in
                let answer = try await run.connected.dialogue.call(
                    "otaupgrade.complete",
                    timeout: run.limits.complete,
                    attempts: 2
                )
                return run.machine.completed(answer)
            }
        }

        private mutating func restart() async throws(REPLError) -> UpgradeStateMachine.Action {
            try await timed(.reboot, limits.reboot) { run throws(REPLError) in
                try await run.restartBoard(by: "node.restart")
            }
            return try await timed(.verify) { run throws(REPLError) in
                let identity = try await run.connected.identify()
                let status = identity.hasOTAUpgrade ? try await run.connected.dialogue.otaStatus() : nil
                return run.machine.restarted(identity, status)
            }
        }

        private mutating func check(_ chunk: [UInt8]) async throws(REPLError) -> UpgradeStateMachine.Action {
            try await timed(.check, session.options.checkTimeout) { run throws(REPLError) in
                let answer = try await run.connected.dialogue.run(chunk, timeout: run.session.options.checkTimeout)
                return run.machine.checked(answer)
            }
        }

        private mutating func accept() async throws(REPLError) -> UpgradeStateMachine.Action {
            try await timed(.accept) { run throws(REPLError) in
                let answer = try await run.connected.dialogue.call("otaupgrade.accept")
                return run.machine.accepted(answer, try await run.connected.dialogue.otaStatus())
            }
        }

        private mutating func rollBack() async throws(REPLError) -> UpgradeStateMachine.Action {
            try await timed(.rollBack, limits.reboot) { run throws(REPLError) in
                // A check may have restarted the board, and the helper went with it.
                try await run.connected.ensureHelper(within: run.limits.connect)
                try await run.restartBoard(by: "otaupgrade.rollback")
                _ = try await run.connected.identify()
                return run.machine.rolledBack(try await run.connected.dialogue.otaStatus())
            }
        }

        // MARK: Parts

        private var connected: BoardConnection {
            get throws(REPLError) {
                guard let board else {
                    throw .link(TransportError(.linkLost, at: session.connector.address, "The port is not open."))
                }
                return board
            }
        }

        private func restartBoard(by function: String) async throws(REPLError) {
            let returned = try await connected.restart(
                by: function,
                vanishes: machine.identity?.console?.vanishesAtReset ?? true,
                within: limits.reboot
            )
            if let returned { session.report(.portReturned(returned)) }
        }

        private mutating func begin(_ phase: UpgradePhase, _ limit: Duration?) {
            self.phase = phase
            session.report(.phaseStarted(phase, limit: limit))
        }

        private mutating func end(_ phase: UpgradePhase, since start: TransportInstant?) async {
            guard let start, let now = await board?.now else { return }
            timings[phase, default: .zero] += start.duration(to: now)
        }

        private mutating func timed<Result>(
            _ phase: UpgradePhase,
            _ limit: Duration? = nil,
            _ body: (inout Run) async throws(REPLError) -> Result
        ) async throws(REPLError) -> Result {
            begin(phase, limit)
            let start = await board?.now
            do throws(REPLError) {
                let result = try await body(&self)
                await end(phase, since: start)
                return result
            } catch {
                await end(phase, since: start)
                throw error
            }
        }

        private mutating func finish(_ outcome: UpgradeResult.Outcome, _ error: UpgradeError?) async -> UpgradeResult {
            var total = Duration.zero
            if let board {
                if let start { total = start.duration(to: await board.now) }
                await board.close()
            }
            return UpgradeResult(
                outcome: outcome,
                error: error,
                image: session.image,
                identity: machine.identity,
                before: machine.before,
                after: machine.after,
                plan: machine.plan,
                transfer: transferReport,
                proof: machine.proof,
                warnings: machine.warnings,
                timings: timings,
                total: total
            )
        }
    }
}
