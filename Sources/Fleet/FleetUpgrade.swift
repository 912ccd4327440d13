public import ESPImage
public import OTAUpgrade

/// The upgrade of many boards at once.
///
/// Boards share only the image: one that hangs, is unplugged or crashes does not block the others. `FleetSchedule`
/// decides which board starts, proceeds or is skipped.
public struct FleetUpgrade: Sendable {
    private let jobs: [BoardJob]
    private let image: AppImage
    private let policy: FleetPolicy
    private let pause: @Sendable (Duration) async throws -> Void
    private var report: @Sendable (BoardEvent) -> Void

    private enum Message: Sendable {
        case staged(Int)
        case finished(Int, BoardOutcome)
        case nothing
    }

    /// Makes the upgrade; nothing is opened before `run()`.
    /// - Parameters:
    ///   - jobs: The boards, in the order in which they are upgraded.
    ///   - report: takes the events; those of one board come in order, one at a time.
    ///   - pause: waits for a duration; by default in real time.
    public init(
        _ jobs: [BoardJob],
        image: AppImage,
        policy: FleetPolicy = FleetPolicy(),
        report: @escaping @Sendable (BoardEvent) -> Void = { _ in },
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.jobs = jobs
        self.image = image
        self.policy = policy
        self.pause = pause
        self.report = report
    }

    /// Runs until every board is finished.
    ///
    /// Does not throw: failures are in the report. If the task is cancelled, the running boards shut down cleanly
    /// and no other board starts.
    public func run() async -> FleetReport {
        let gates = jobs.map { _ in StageGate() }
        return await withTaskGroup(of: Message.self) { group in
            var schedule = FleetSchedule(boards: jobs.count, policy: policy)
            var outcomes: [Int: BoardOutcome] = [:]
            var held: [Int: BoardOutcome.SkipReason] = [:]
            var steps = schedule.begin()
            while true {
                for step in steps {
                    switch step {
                    case .start(let board): begin(board, gates[board], in: &group)
                    case .proceed(let board): gates[board].decide(true)
                    case .hold(let board, let reason):
                        held[board] = reason
                        gates[board].decide(false)
                    case .skip(let board, let reason): outcomes[board] = skip(board, reason)
                    }
                }
                guard let message = await group.next() else { break }
                steps = Task.isCancelled ? schedule.cancel() : []
                switch message {
                case .staged(let board): steps += schedule.staged(board)
                case .finished(let board, var outcome):
                    if outcome.status == .skipped(.heldBack), let reason = held[board] {
                        outcome.status = .skipped(reason)
                    }
                    outcomes[board] = outcome
                    report(BoardEvent(board: outcome.board, attempt: outcome.attempts.count, .finished(outcome)))
                    steps += schedule.finished(board, isAsWanted: outcome.isAsWanted)
                case .nothing: break
                }
            }
            assert(schedule.isDone, "no board is running, but a board still waits")
            return FleetReport(boards: outcomes.sorted { $0.key < $1.key }.map(\.value))
        }
    }

    /// Starts the upgrade of all boards in its own task; its events are also available as a stream.
    public func start() -> RunningUpgrade<BoardEvent, FleetReport> {
        RunningUpgrade { [self] tell in
            var upgrade = self
            upgrade.report = { event in
                report(event)
                tell(event)
            }
            return await upgrade.run()
        }
    }

    private func begin(_ board: Int, _ gate: StageGate, in group: inout TaskGroup<Message>) {
        let wait: @Sendable () async -> Bool = { await gate.arrive() }
        let mayProceed = policy.isTwoPhase ? wait : nil
        let upgrade = BoardUpgrade(
            jobs[board],
            image: image,
            report: { [report] event in
                // The end is reported once it is known why a board was held back.
                if case .finished = event.kind { return }
                report(event)
            },
            mayProceed: mayProceed,
            pause: pause
        )
        group.addTask {
            let outcome = await upgrade.run()
            gate.close()
            return .finished(board, outcome)
        }
        guard policy.isTwoPhase else { return }
        group.addTask { await gate.hasArrived() ? .staged(board) : .nothing }
    }

    private func skip(_ board: Int, _ reason: BoardOutcome.SkipReason) -> BoardOutcome {
        let outcome = BoardOutcome(board: jobs[board].name, status: .skipped(reason))
        report(BoardEvent(board: outcome.board, attempt: 0, .finished(outcome)))
        return outcome
    }
}
