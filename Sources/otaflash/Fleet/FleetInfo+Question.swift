import OTAUpgrade
import Reports

extension FleetInfo {
    typealias Question = BoardTask<BoardReport>

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
