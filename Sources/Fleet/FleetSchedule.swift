/// Decides which board starts, proceeds or is skipped, from the outcomes of the others.
///
/// A value without clock and I/O: the driver reports what happened and carries out the returned steps. Boards are
/// numbered in order. Boards that wait for their turn, or that hold the image and wait, do not occupy a job.
package struct FleetSchedule: Sendable, Hashable {
    /// A step for the driver.
    package enum Step: Sendable, Hashable {
        /// Start the upgrade of a board.
        case start(Int)
        /// Let a board that holds the image select it and restart.
        case proceed(Int)
        /// Let a board that holds the image keep its old firmware.
        case hold(Int, BoardOutcome.SkipReason)
        /// Do not start a board.
        case skip(Int, BoardOutcome.SkipReason)
    }

    private enum Place: Sendable, Hashable {
        case waiting
        case running
        case staged
        case proceeding
        case held
        case done
    }

    private let policy: FleetPolicy
    private var places: [Place]
    private var failures = 0
    private var canariesFailed = false
    private var isCancelled = false

    /// Makes the schedule of `boards` boards.
    package init(boards: Int, policy: FleetPolicy) {
        self.policy = policy
        places = Array(repeating: .waiting, count: boards)
    }

    /// Whether all boards are finished.
    package var isDone: Bool { places.allSatisfy { $0 == .done } }

    /// The first steps.
    package mutating func begin() -> [Step] { advance() }

    /// A board holds the image.
    package mutating func staged(_ board: Int) -> [Step] {
        guard places[board] == .running else { return [] }
        places[board] = .staged
        return advance()
    }

    /// A board is finished.
    package mutating func finished(_ board: Int, isAsWanted: Bool) -> [Step] {
        let wasHeld = places[board] == .held
        places[board] = .done
        if !isAsWanted, !wasHeld {
            failures += 1
            if board < canaries { canariesFailed = true }
        }
        return advance()
    }

    /// The run is cancelled: no further board is started.
    package mutating func cancel() -> [Step] {
        isCancelled = true
        return advance()
    }

    // MARK: Deciding

    private var canaries: Int { min(policy.canaries, places.count) }

    /// The boards whose turn it is: the canaries until they are done, then the others.
    private var wave: Range<Int> {
        places[..<canaries].contains { $0 != .done } ? 0..<canaries : canaries..<places.count
    }

    private var reasonToStop: BoardOutcome.SkipReason? {
        if isCancelled { return .interrupted }
        if canariesFailed { return .canaryFailed }
        guard let limit = policy.effectiveFailureLimit, failures >= limit else { return nil }
        return .tooManyFailures
    }

    private var freeJobs: Int {
        max(1, policy.jobs) - places.count { $0 == .running || $0 == .proceeding }
    }

    private mutating func advance() -> [Step] {
        if let reason = reasonToStop { return stop(reason) }
        var steps: [Step] = []
        for board in wave where places[board] == .waiting && freeJobs > 0 {
            places[board] = .running
            steps.append(.start(board))
        }
        // No board restarts before all hold the image.
        guard !wave.contains(where: { places[$0] == .waiting || places[$0] == .running }) else { return steps }
        for board in wave where places[board] == .staged && freeJobs > 0 {
            places[board] = .proceeding
            steps.append(.proceed(board))
        }
        return steps
    }

    private mutating func stop(_ reason: BoardOutcome.SkipReason) -> [Step] {
        var steps: [Step] = []
        for board in places.indices {
            switch places[board] {
            case .waiting:
                places[board] = .done
                steps.append(.skip(board, reason))
            case .staged:
                places[board] = .held
                steps.append(.hold(board, reason))
            case .running, .proceeding, .held, .done: break
            }
        }
        return steps
    }
}
