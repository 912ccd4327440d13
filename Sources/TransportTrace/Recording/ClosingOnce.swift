import Synchronization

/// Whether a transport was already closed; closing it again is not an event.
final class ClosingOnce: Sendable {
    private let isClosed = Atomic(false)

    func isFirst() -> Bool {
        !isClosed.exchange(true, ordering: .sequentiallyConsistent)
    }
}
