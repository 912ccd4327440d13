import TransportCore

/// Tells what goes through a stream of bytes.
struct TracingTransport: TracesTransport {
    let inner: any ByteTransport
    let recorder: TraceRecorder
    let closing = ClosingOnce()

    init(_ inner: any ByteTransport, _ recorder: TraceRecorder) {
        (self.inner, self.recorder) = (inner, recorder)
    }

    var base: any ByteTransport { inner }
}
