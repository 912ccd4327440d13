import ESPImage
import LuaREPL

/// Decides the next step of an upgrade from the result of the last one.
///
/// A value without clock and I/O: the driver carries out an `Action` and reports the result to one of the
/// functions, each of which returns the next action.
struct UpgradeStateMachine: Sendable {
    /// What the driver must do.
    enum Action: Sendable, Hashable {
        case connect
        case identify
        case restartFirst(RestartReason)
        /// Have the board compile the check, before anything is changed.
        case compileCheck([UInt8])
        case commence
        case write
        case complete
        /// Read `otaupgrade.info()` before the restart, since `complete()` hides a failed switch.
        case readBootSlot
        case restart
        /// Wait for the board, which has restarted on its own, and read what runs.
        case awaitReturn
        case check([UInt8])
        case accept
        case rollBack
        case finish(UpgradeResult.Outcome, UpgradeError?)
    }

    enum State: Sendable, Hashable {
        /// Connecting and identifying. Goes to `planned`, or ends.
        case unplanned
        /// The board has to restart before a plan can be made. Goes to `unplanned`, or ends.
        case needsRestart(RestartReason)
        /// The plan is final and the old firmware is selected. Goes to `completing`, or ends.
        case planned(UpgradePlan)
        /// The board verifies and selects; it is unknown which slot is selected. Goes to `switched`, or ends.
        case completing(UpgradePlan)
        /// The new slot is selected. Goes to `running` or `leaving`, or ends.
        case switched(UpgradePlan)
        /// The new firmware runs, proven. Goes to `leaving`, or ends.
        case running(UpgradePlan)
        /// The new firmware is being given up for this reason. Ends.
        case leaving(UpgradePlan, because: UpgradeError)
    }

    let image: AppImage
    let options: UpgradeOptions
    /// Whether a server provides the port; it may end the connection when the board restarts.
    let isOnNetwork: Bool

    private(set) var before: OTAStatus?
    var after: OTAStatus?
    private(set) var proof: UpgradeProof?
    private(set) var identity: BoardIdentity?
    private(set) var warnings: [UpgradeWarning] = []
    var state = State.unplanned
    private var hasErased = false
    /// How many more times the board may restart on its own before the upgrade fails.
    var returnsLeft = 2
    /// The phase that a restart interrupted while the board is awaited; `nil` otherwise.
    var interruption: Interruption?

    init(image: AppImage, options: UpgradeOptions, isOnNetwork: Bool = false) {
        self.isOnNetwork = isOnNetwork
        self.image = image
        self.options = options
    }

    var plan: UpgradePlan? {
        switch state {
        case .unplanned, .needsRestart: nil
        case .planned(let plan), .completing(let plan), .switched(let plan), .running(let plan), .leaving(let plan, _):
            plan
        }
    }

    // MARK: Before the transfer

    mutating func start() -> Action {
        if let expected = options.expectedSHA256?.lowercased(), expected != image.sha256.hexadecimal {
            return .finish(
                .failed,
                UpgradeError(
                    .imageRejected,
                    "The image's SHA-256 is \(image.sha256.hexadecimal), not the expected \(expected).",
                    nextStep: "Download the image again, or give the hash of this one.",
                    phase: .plan
                )
            )
        }
        return .connect
    }

    mutating func identified(
        _ identity: BoardIdentity,
        _ status: OTAStatus?,
        boot: BootRecord,
        mayRestart: Bool
    ) -> Action {
        self.identity = identity
        guard identity.hasOTAUpgrade, let status else {
            return .finish(.failed, UpgradeError.noOTAUpgrade(identity))
        }
        if before == nil { before = status }
        after = status
        let planner = UpgradePlanner(
            image: image,
            options: options,
            identity: identity,
            status: status,
            boot: boot,
            mayRestart: mayRestart && options.mayRestartFirst && !options.isDryRun
        )
        switch planner.decide() {
        case .refuse(let error): return .finish(.failed, error)
        case .needsRestart(let reason): state = .needsRestart(reason)
        case .unchanged(let plan):
            state = .planned(plan)
            return .finish(.unchanged, nil)
        case .resume(let plan):
            state = .switched(plan)
            plan.warnings.forEach { warn($0) }
        case .upgrade(let plan):
            state = .planned(plan)
            plan.warnings.forEach { warn($0) }
        }
        if let check = options.check { return .compileCheck(check) }
        return begin()
    }

    /// The board compiled the check.
    /// - Parameter message: what is wrong with it; `nil` if nothing is.
    mutating func compiledCheck(_ message: String?) -> Action {
        if let message { return .finish(.failed, .checkInvalid(message, board: board)) }
        return begin()
    }

    /// Carries out the plan.
    private mutating func begin() -> Action {
        if case .needsRestart(let reason) = state {
            state = .unplanned
            return .restartFirst(reason)
        }
        if options.isDryRun { return .finish(.planned, nil) }
        if case .switched = state, let identity { return restarted(identity, after) }
        hasErased = true
        return .commence
    }

    // MARK: The transfer

    mutating func commenced(_ answer: REPLAnswer) -> Action {
        if let message = answer.error {
            return .finish(.failed, .firmware(message, in: .commence, board: board))
        }
        return .write
    }

    mutating func written() -> Action {
        if case .planned(let plan) = state { state = .completing(plan) }
        return .complete
    }

    /// The image was sent but must not be selected.
    mutating func leaveStaged() -> Action {
        if let plan { state = .planned(plan) }
        return .finish(.staged, nil)
    }

    /// The transfer of the image failed.
    /// - Parameter output: what an application last printed meanwhile; `nil` if nothing.
    mutating func failedToWrite(_ failure: TransferFailure, output: [UInt8]? = nil) -> Action {
        var error = UpgradeError.transfer(failure, size: image.payloadSize, board: board, output: output)
        if error.code == .imageTooBig, let size = plan?.slotSize, image.payloadSize <= size {
            error.code = .transferFailed
        }
        return .finish(.failed, error)
    }

    /// The board has verified and selected the image, or has raised an error.
    /// - Parameter log: the errors that the board logged meanwhile.
    mutating func completed(_ answer: REPLAnswer, log: [LogLine] = []) -> Action {
        if let message = answer.error {
            // An error is raised before anything is selected.
            if let plan { state = .planned(plan) }
            return .finish(.failed, .firmware(message, in: .complete, board: board).quoting(log))
        }
        return .readBootSlot
    }

    mutating func readBootSlot(_ status: OTAStatus?) -> Action {
        guard case .completing(var plan) = state, let status else { return .finish(.failed, unreadable(.complete)) }
        after = status
        guard status.boot == plan.to else {
            return .finish(.failed, .bootSlotNotSwitched(plan, status))
        }
        plan.canRollBack = status[plan.to]?.state == .new
        state = .switched(plan)
        return refusalWithoutRollback(plan) ?? .restart
    }

    /// What to do if the board does not roll back automatically: give the new firmware up if rollback is required.
    private mutating func refusalWithoutRollback(_ plan: UpgradePlan) -> Action? {
        guard plan.canRollBack == false else { return nil }
        if options.requiresRollback { return leave(.noRollback(plan)) }
        warn(.noRollback)
        return nil
    }

    // MARK: The new firmware

    /// The board answers after the restart into the new firmware.
    /// - Parameter crash: the crash before the start of the firmware that answers, if there was one.
    mutating func restarted(_ identity: BoardIdentity, _ status: OTAStatus?, crash: CrashText? = nil) -> Action {
        guard var plan else { return .finish(.failed, unreadable(.verify)) }
        guard identity.hasOTAUpgrade, let status else {
            return .finish(.failed, .newFirmwareWithoutModule(plan))
        }
        after = status
        let proof = UpgradeProof(status: status, slot: plan.to, image: image.descriptor.map(FirmwareDescription.init))
        self.proof = proof
        guard proof.holds else { return .finish(.failed, .notRunning(plan, proof, status, crash)) }
        // A bootloader that can roll back puts new firmware on trial; with one that cannot, it stays new.
        if status.startedWithoutTrial { plan.canRollBack = false }
        state = .running(plan)
        if let refusal = refusalWithoutRollback(plan) { return refusal }
        return options.check.map(Action.check) ?? acceptOrFinish()
    }

    mutating func checked(_ answer: REPLAnswer) -> Action {
        if answer[0] == .boolean(true) { return acceptOrFinish() }
        let found = answer.error.map { "raised “\($0.printable)”" } ?? "returned \(answer[0].description.printable)"
        return leave(.checkFailed("The check \(found) instead of returning true."))
    }

    mutating func failedToCheck(_ error: REPLError) -> Action {
        leave(.checkFailed("The check failed: \(error)"))
    }

    /// The board was told to accept the firmware.
    /// - Parameter answer: `nil` if none came.
    mutating func accepted(_ answer: REPLAnswer?, _ status: OTAStatus?) -> Action {
        if let status { after = status }
        if status?.runningSlot?.state == .valid { return .finish(.upgraded, nil) }
        return .finish(.failed, .notAccepted(answer?.error, plan, board: board))
    }

    mutating func rolledBack(_ status: OTAStatus?) -> Action {
        guard case .leaving(let plan, let reason) = state, let status else {
            return .finish(.failed, unreadable(.rollBack))
        }
        after = status
        guard status.running == plan.from else {
            return .finish(
                .failed,
                .rollbackFailed("The board still runs \(status.running.printable).", after: reason, board)
            )
        }
        var error = reason
        error.board = board
        return .finish(reason.code == .checkFailed ? .rolledBack : .failed, error)
    }

    private mutating func failedToRollBack(_ message: String, _ board: BoardState?) -> Action {
        guard case .leaving(_, let reason) = state else { return .finish(.failed, unreadable(.rollBack)) }
        return .finish(.failed, .rollbackFailed(message, after: reason, board))
    }

    // MARK: Anything

    /// The dialogue broke in a phase.
    mutating func failed(_ error: REPLError, in phase: UpgradePhase) -> Action {
        if mayReturn(after: error, in: phase) { return awaitReturn(Interruption(phase: phase, error: error)) }
        if phase == .check, !error.isLinkLoss, !error.isCancellation { return failedToCheck(error) }
        let phase = interruption?.phase ?? phase
        var failure = UpgradeError.dialogue(error, in: phase, plan: plan, board: board(after: error, in: phase))
        // The first failure is the cause: a board that has crashed need not come back.
        if let first = interruption?.error, first.isRestart { failure.message = "\(first) \(failure.message)" }
        if phase == .rollBack, !error.isCancellation { return failedToRollBack(failure.message, failure.board) }
        return .finish(.failed, failure)
    }

    /// What the board runs and will run, as far as the last reading and the steps since then show.
    var board: BoardState? {
        guard let after else { return nil }
        var board = BoardState(after)
        // A slot that was selected before but is now erased does not start; the bootloader falls back.
        if case .completing = state { board.nextReset = nil }
        if hasErased, case .planned(let plan) = state, after.boot == plan.to, let running = board.running {
            board.nextReset = .starts(running)
        }
        if let plan, after.running == plan.to, after.runningSlot?.state == .pendingVerify {
            board.nextReset = .revertsTo(.init(slot: plan.from, version: plan.runningVersion))
        }
        return board
    }

    mutating func acceptOrFinish() -> Action {
        guard options.accepts else { return .finish(.upgraded, nil) }
        switch after?.runningSlot?.state {
        case .pendingVerify, .new: return .accept
        case .valid, .undefined: return .finish(.upgraded, nil)
        case .invalid, .aborted, nil: return .finish(.failed, .notAccepted(nil, plan, board: board))
        }
    }

    mutating func leave(_ error: UpgradeError) -> Action {
        guard let plan else { return .finish(.failed, error) }
        state = .leaving(plan, because: error)
        return .rollBack
    }

    mutating func warn(_ warning: UpgradeWarning) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    func unreadable(_ phase: UpgradePhase) -> UpgradeError {
        UpgradeError(
            .transferFailed,
            "otaupgrade.info() could not be read.",
            nextStep: "Find out what the board reports.",
            remedies: [.inspect],
            phase: phase,
            board: board
        )
    }
}
