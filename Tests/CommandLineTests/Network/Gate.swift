import Synchronization

/// A task that is started in the middle of another operation and ended after it.
final class Gate: Sendable {
    private let task = Mutex<Task<Void, any Error>?>(nil)

    /// Starts `body`.
    func open(_ body: @escaping @Sendable () async throws -> Void) {
        let started = Task { try await body() }
        task.withLock { $0 = started }
    }

    /// Ends it.
    func close() {
        task.withLock { $0 }?.cancel()
    }
}
