import TransportCore

/// Records the bytes of a stream.
struct TracingTransport: TracesTransport {
    let inner: any ByteTransport
    let recorder: TraceRecorder
    let closing = ClosingOnce()

    init(_ inner: any ByteTransport, _ recorder: TraceRecorder) {
        (self.inner, self.recorder) = (inner, recorder)
    }

    var base: any ByteTransport { inner }
}
