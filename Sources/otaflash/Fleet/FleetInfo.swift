import OTAUpgrade

/// What the boards of a bench reported about themselves.
struct FleetInfo: Sendable {
    typealias Question = BoardTask<BoardReport>

    /// What one board reported.
    struct Board: Sendable {
        var name: String
        var outcome: Question.Outcome
    }

    /// The boards in the order of the inventory.
    var boards: [Board]
    /// The signal that interrupted the run.
    var signal: Int32?

    var exitStatus: ExitStatus {
        if let signal { return .interrupted(by: signal) }
        return boards.allSatisfy { $0.outcome.error == nil } ? .ok : .fleetPartlyFailed
    }

    private static let interrupted = UpgradeError(
        .interrupted,
        "The board was not asked.",
        nextStep: "Run the command again.",
        phase: .connect
    )

    /// Asks boards, at most `jobs` at the same time.
    static func ask(_ tasks: [(name: String, task: Question)], jobs: Int) async -> [Board] {
        await withTaskGroup(of: (Int, Board).self) { group in
            var waiting = tasks.enumerated().makeIterator()
            func beginNext() {
                guard let (index, (name, task)) = waiting.next() else { return }
                group.addTask {
                    // After a signal, no further board is asked.
                    guard !Task.isCancelled else {
                        return (index, Board(name: name, outcome: Question.Outcome(error: interrupted)))
                    }
                    var outcome = await task.run()
                    outcome.requireOTAUpgrade()
                    return (index, Board(name: name, outcome: outcome))
                }
            }
            for _ in 0..<jobs { beginNext() }
            var boards: [(Int, Board)] = []
            for await board in group {
                boards.append(board)
                beginNext()
            }
            return boards.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
