import ESPImage
import LuaREPL
import TransportCore

/// Carries out one upgrade: asks the state machine what to do, and does it.
struct UpgradeDriver {
    let session: UpgradeSession
    let token: DialogueToken
    var machine: UpgradeStateMachine
    var board: BoardConnection?
    var timings: [UpgradePhase: Duration] = [:]
    /// How the image is sent; `nil` until that is chosen.
    var method: TransferMethod?
    var transferReport: TransferReport?
    var start: TransportInstant?
    var wasStarting = false
    var phase = UpgradePhase.connect
    /// How many of the machine's warnings have been reported.
    private var reportedWarnings = 0

    init(session: UpgradeSession, token: DialogueToken) {
        self.session = session
        self.token = token
        method = session.options.method
        machine = UpgradeStateMachine(
            image: session.image,
            options: session.options,
            isOnNetwork: session.connector.address.isOnNetwork
        )
    }

    mutating func run() async -> UpgradeResult {
        var action = machine.start()
        while true {
            if case .finish(let outcome, let error) = action { return await finish(outcome, error) }
            do {
                action = try await perform(action)
            } catch {
                action = machine.failed(await board?.cause(of: error) ?? error, in: phase)
            }
            reportWarnings()
        }
    }

    var limits: UpgradeLimits { session.options.limits }

    private mutating func perform(
        _ action: UpgradeStateMachine.Action
    ) async throws(REPLError) -> UpgradeStateMachine.Action {
        switch action {
        case .connect: return try await connect()
        case .identify:
            return try await timed(.identify) { driver throws(REPLError) in
                try await driver.identify(mayRestart: true)
            }
        case .restartFirst(let reason): return try await restartFirst(reason)
        case .compileCheck(let chunk): return machine.compiledCheck(try await connected.dialogue.compile(chunk))
        case .commence: return try await commence()
        case .write: return try await write()
        case .complete:
            let mayProceed = await session.mayProceed()
            if Task.isCancelled { throw cancelled("The upgrade was cancelled before the new slot was selected.") }
            return mayProceed ? try await complete() : machine.leaveStaged()
        case .readBootSlot:
            let status = try await connected.dialogue.otaStatus()
            return machine.readBootSlot(status)
        case .restart: return try await restart()
        case .awaitReturn: return try await awaitReturn()
        case .check(let chunk): return try await check(chunk)
        case .accept: return try await accept()
        case .rollBack: return try await rollBack()
        case .finish(let outcome, let error): return .finish(outcome, error)
        }
    }

    private func cancelled(_ message: String) -> REPLError {
        .link(TransportError(.cancelled, at: session.connector.address, message))
    }

    var connected: BoardConnection {
        get throws(REPLError) {
            guard let board else {
                throw .link(TransportError(.linkLost, at: session.connector.address, "The port is not open."))
            }
            return board
        }
    }

    func restartBoard(by function: String) async throws(REPLError) {
        let returned = try await connected.restart(
            by: function,
            vanishes: machine.vanishes,
            within: limits.reboot
        )
        if let returned { session.report(.portReturned(returned)) }
    }

    mutating func warn(_ warning: UpgradeWarning) {
        machine.warn(warning)
        reportWarnings()
    }

    /// Reports the machine's new warnings before the next step.
    private mutating func reportWarnings() {
        for warning in machine.warnings.dropFirst(reportedWarnings) { session.report(.warning(warning)) }
        reportedWarnings = machine.warnings.count
    }

    mutating func begin(_ phase: UpgradePhase, _ limit: Duration?) {
        self.phase = phase
        session.report(.phaseStarted(phase, limit: limit))
    }

    mutating func end(_ phase: UpgradePhase, since start: TransportInstant?) async {
        guard let start, let now = await board?.now else { return }
        timings[phase, default: .zero] += start.duration(to: now)
    }

    mutating func timed<Result>(
        _ phase: UpgradePhase,
        _ limit: Duration? = nil,
        _ body: (inout UpgradeDriver) async throws(REPLError) -> Result
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
            wasStarting: wasStarting,
            timings: timings,
            total: total
        )
    }
}
