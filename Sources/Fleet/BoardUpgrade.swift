public import ESPImage
import LuaREPL
public import OTAUpgrade
import TransportCore

/// The upgrade of one board with all attempts: finds it, runs sessions, and recovers the board after failures.
public struct BoardUpgrade: Sendable {
    let job: BoardJob
    let image: AppImage
    let mayProceed: (@Sendable () async -> Bool)?
    let pause: @Sendable (Duration) async throws -> Void
    private(set) var report: @Sendable (BoardEvent) -> Void

    /// Makes the upgrade; nothing is opened before `run()`.
    /// - Parameters:
    ///   - report: takes the events, in order, on no particular thread.
    ///   - mayProceed: is called when the image is on the board but not yet selected; see `UpgradeSession`.
    ///   - pause: waits for a duration; by default in real time.
    public init(
        _ job: BoardJob,
        image: AppImage,
        report: @escaping @Sendable (BoardEvent) -> Void = { _ in },
        mayProceed: (@Sendable () async -> Bool)? = nil,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.job = job
        self.image = image
        self.mayProceed = mayProceed
        self.pause = pause
        self.report = report
    }

    /// Runs to the end: until the image is proven, or no attempt is left, or the deadline has passed.
    ///
    /// Does not throw: failures are in the outcome. If the task is cancelled, the upgrade shuts down cleanly.
    public func run() async -> BoardOutcome {
        let clock = ContinuousClock()
        let start = clock.now
        var (attempts, wereCutOff) = await withinDeadline { await makeAttempts() }
        if wereCutOff, let deadline = job.recovery.deadline, let last = attempts.indices.last {
            attempts[last].error = attempts[last].error?.after(deadline)
        }
        let outcome = BoardOutcome(
            board: job.name,
            status: Self.status(of: attempts.last),
            attempts: attempts,
            duration: start.duration(to: clock.now)
        )
        tell(.finished(outcome), attempts.count)
        return outcome
    }

    /// Starts the upgrade in its own task; its events are also available as a stream.
    public func start() -> RunningUpgrade<BoardEvent, BoardOutcome> {
        RunningUpgrade { [self] tell in
            var upgrade = self
            upgrade.report = { event in
                report(event)
                tell(event)
            }
            return await upgrade.run()
        }
    }

    // MARK: The deadline

    /// Runs `body`, and cancels it if the deadline passes first.
    private func withinDeadline<Value: Sendable>(
        _ body: @escaping @Sendable () async -> Value
    ) async -> (value: Value, wereCutOff: Bool) {
        guard let deadline = job.recovery.deadline else { return (await body(), false) }
        let work = Task { await body() }
        let timer = Task { [pause] in
            try await pause(deadline)
            work.cancel()
        }
        let value = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        timer.cancel()
        return (value, (try? await timer.value) != nil)
    }

    // MARK: Attempts

    private func makeAttempts() async -> [UpgradeAttempt] {
        var ladder = RecoveryLadder(retries: job.recovery.retries, switchesPower: job.recovery.powerHook != nil)
        var attempts: [UpgradeAttempt] = []
        var connector: (any TransportConnector)?
        var recovery: RecoveryAction?
        while true {
            let number = attempts.count + 1
            tell(.attemptStarted(after: recovery), number)
            if let recovery { await recover(by: recovery, after: attempts.last, &connector, number) }
            guard !Task.isCancelled || attempts.isEmpty else {
                return attempts + [UpgradeAttempt(recovery: recovery, error: Self.interrupted)]
            }
            let attempt = await attempt(number, after: attempts.last, recovery, &connector)
            attempts.append(attempt)
            guard !Task.isCancelled, let error = attempt.error,
                let next = ladder.next(after: error.code, wasFound: attempts.contains { $0.address != nil })
            else { return attempts }
            recovery = next
        }
    }

    private func attempt(
        _ number: Int,
        after last: UpgradeAttempt?,
        _ recovery: RecoveryAction?,
        _ known: inout (any TransportConnector)?
    ) async -> UpgradeAttempt {
        var attempt = UpgradeAttempt(recovery: recovery)
        do throws(UpgradeError) {
            let found: any TransportConnector
            if let known { found = known } else { found = try await find(after: recovery) }
            known = found
            attempt.address = found.address
            tell(.found(found.address), number)
            let session = UpgradeSession(
                connector: patient(with: found, after: recovery),
                image: image,
                options: options(after: last, recovery),
                report: { tell(.session($0), number) },
                mayProceed: {
                    guard let mayProceed else { return true }
                    tell(.staged, number)
                    return await mayProceed()
                }
            )
            let result = await run(session)
            attempt.address = found.address
            attempt.result = result
            attempt.error = result.error?.namingHolder(of: found.address)
        } catch {
            attempt.error = error
        }
        return attempt
    }

    /// Finds the board; after a restart or a power cycle, it may need some time to reappear.
    private func find(after recovery: RecoveryAction?) async throws(UpgradeError) -> any TransportConnector {
        try await Patience(pause: pause).retrying(
            upTo: { $0.code == .noDevice && recovery != nil ? job.options.limits.connect : .zero },
            orElse: Self.interrupted,
            job.find
        )
    }

    /// The options of the next session.
    ///
    /// A board whose host disappeared during a transfer restores its console within 15 seconds, so it gets longer than
    /// that to answer.
    private func options(after last: UpgradeAttempt?, _ recovery: RecoveryAction?) -> UpgradeOptions {
        var options = job.options
        // If the board starts each time although only the port was closed and opened, opening resets it.
        if recovery == .resynchronise, last?.result?.wasStarting == true { options.openingResets = true }
        switch last?.error?.phase {
        case .commence, .write, .complete: options.limits.connect = max(options.limits.connect, .seconds(30))
        default: break
        }
        return options
    }

    /// Waits for a port that is held, up to the lock timeout, and for one that disappeared after the first attempt.
    func patient(with connector: any TransportConnector, after recovery: RecoveryAction?) -> PatientConnector {
        PatientConnector(
            connector,
            lockTimeout: job.recovery.lockTimeout,
            absenceTimeout: recovery == nil ? .zero : job.options.limits.connect,
            pause: pause
        )
    }

    private static let interrupted = UpgradeError(
        .interrupted,
        "The run was cancelled before the next attempt.",
        nextStep: "Run the command again.",
        phase: .connect
    )

    private func run(_ session: UpgradeSession) async -> UpgradeResult {
        guard let token = job.token else { return await session.run() }
        return await session.run(token: token)
    }

    func tell(_ kind: BoardEvent.Kind, _ attempt: Int) {
        report(BoardEvent(board: job.name, attempt: attempt, kind))
    }

    private static func status(of attempt: UpgradeAttempt?) -> BoardOutcome.Status {
        switch attempt?.result?.outcome {
        case .upgraded: .upgraded
        case .unchanged: .unchanged
        case .planned: .planned
        case .staged: .skipped(.heldBack)
        case .failed, .rolledBack, nil: attempt?.error?.code == .interrupted ? .cancelled : .failed
        }
    }
}
