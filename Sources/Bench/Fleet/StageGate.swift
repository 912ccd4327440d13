import Synchronization

/// Where a board with the image on it waits until it may select it.
///
/// One task arrives, one is told of it, and whoever has the gate decides, once. A decision stands for later arrivals too, as of
/// an attempt that is made again.
final class StageGate: Sendable {
    private let arrivals: AsyncStream<Void>
    private let arrival: AsyncStream<Void>.Continuation
    private let decisions: AsyncStream<Bool>
    private let decision: AsyncStream<Bool>.Continuation
    private let decided = Mutex<Bool?>(nil)

    init() {
        (arrivals, arrival) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (decisions, decision) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Says that the board is there, and waits for the decision; no where the task is cancelled.
    func arrive() async -> Bool {
        if let decided = decided.withLock(\.self) { return decided }
        arrival.yield()
        for await decision in decisions { return decision }
        return false
    }

    /// Waits until the board is there; no where it never will be.
    func hasArrived() async -> Bool {
        for await _ in arrivals { return true }
        return false
    }

    /// Decides whether the board may go on.
    func decide(_ mayProceed: Bool) {
        decided.withLock { $0 = mayProceed }
        decision.yield(mayProceed)
    }

    /// The board will not come any more.
    func close() {
        arrival.finish()
    }
}
