import TransportCore

/// The common behavior of tracing transports.
protocol TracesTransport: ByteTransport {
    associatedtype Inner
    var inner: Inner { get }
    var base: any ByteTransport { get }
    var recorder: TraceRecorder { get }
    var closing: ClosingOnce { get }
}

extension TracesTransport {
    var now: TransportInstant {
        get async { await base.now }
    }

    func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try await noting(.write) { () async throws(TransportError) in try await base.write(bytes, until: deadline) }
        recorder.noteToBoard(bytes, at: await base.now)
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        let late = await base.now >= deadline
        let bytes = try await noting(.read) { () async throws(TransportError) in try await base.read(until: deadline) }
        // A late read takes bytes that arrived by its deadline, and a replay must deliver them by then.
        let moment = min(await base.now, deadline)
        if bytes.isEmpty {
            recorder.note(.nothing(late: late), at: moment)
        } else {
            recorder.noteFromBoard(bytes, late: late, at: moment)
        }
        return bytes
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await noting(.sleep) { () async throws(TransportError) in try await base.sleep(until: deadline) }
    }

    func close() async {
        if closing.isFirst() { recorder.note(.closed, at: await base.now) }
        await base.close()
    }

    /// Runs an operation on the inner transport, and records its failure.
    func noting<Result>(
        _ operation: TraceOperation,
        _ body: () async throws(TransportError) -> Result
    ) async throws(TransportError) -> Result {
        do {
            return try await body()
        } catch {
            recorder.note(.failed(operation, error.code, message: error.message), at: await base.now)
            throw error
        }
    }
}
