import TransportCore

/// What tracing transports have in common.
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
        // A read that comes late takes what was there by its deadline, and a host that runs again has to get it by then.
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

    /// Does something with the inner transport, and tells where it failed.
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
