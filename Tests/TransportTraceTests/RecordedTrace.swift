import Synchronization

@testable import TransportTrace

/// Collects the records of a run.
final class RecordedTrace: Sendable {
    private let records = Mutex<[TraceRecord]>([])

    var trace: Trace { Trace(header: TraceHeader(token: "3fa9c1"), records: records.withLock { $0 }) }

    func add(_ record: TraceRecord) {
        records.withLock { $0.append(record) }
    }
}
