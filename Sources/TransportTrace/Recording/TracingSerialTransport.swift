import TransportCore

/// Records the bytes and settings of a serial line.
struct TracingSerialTransport: TracesTransport, SerialControl {
    let inner: any SerialControl
    let recorder: TraceRecorder
    let closing = ClosingOnce()

    init(_ inner: any SerialControl, _ recorder: TraceRecorder) {
        (self.inner, self.recorder) = (inner, recorder)
    }

    var base: any ByteTransport { inner }

    var baud: Int {
        get async { await inner.baud }
    }

    func setBaud(_ baud: Int) async throws(TransportError) {
        try await noting(.baud) { () async throws(TransportError) in try await inner.setBaud(baud) }
        recorder.note(.baud(baud), at: await inner.now)
    }

    var modemLines: ModemLines? {
        get async throws(TransportError) { try await inner.modemLines }
    }

    func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try await noting(.lines) { () async throws(TransportError) in try await inner.setModemLines(lines) }
        recorder.note(.modemLines(lines), at: await inner.now)
    }
}
