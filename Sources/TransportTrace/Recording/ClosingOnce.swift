import Synchronization

/// Whether a transport was closed already; closing it again is nothing new.
final class ClosingOnce: Sendable {
    private let isClosed = Atomic(false)

    func isFirst() -> Bool {
        !isClosed.exchange(true, ordering: .sequentiallyConsistent)
    }
}
