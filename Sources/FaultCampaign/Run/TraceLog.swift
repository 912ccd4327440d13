import Synchronization
import TransportTrace

/// Collects the records of a trace.
final class TraceLog: Sendable {
    private let records = Mutex<[TraceRecord]>([])

    func add(_ record: TraceRecord) {
        records.withLock { $0.append(record) }
    }

    var all: [TraceRecord] { records.withLock { $0 } }
}
