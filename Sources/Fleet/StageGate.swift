import Synchronization

/// The gate at which a board with the image on it waits until it is allowed to select it.
///
/// One task arrives, another is notified, and the owner of the gate decides once. The decision also holds for later
/// arrivals, such as those of a retry.
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

    /// Reports that the board has arrived, and waits for the decision; `false` if the task is cancelled.
    func arrive() async -> Bool {
        if let decided = decided.withLock(\.self) { return decided }
        arrival.yield()
        for await decision in decisions { return decision }
        return false
    }

    /// Waits until the board has arrived; `false` if it never will.
    func hasArrived() async -> Bool {
        for await _ in arrivals { return true }
        return false
    }

    /// Decides whether the board can proceed.
    func decide(_ mayProceed: Bool) {
        decided.withLock { $0 = mayProceed }
        decision.yield(mayProceed)
    }

    /// The board will not arrive any more.
    func close() {
        arrival.finish()
    }
}
