/// One event between a host and a board, with its time.
public struct TraceRecord: Sendable, Hashable {
    /// The time since the start of the trace, on the transport's clock.
    public var time: Duration
    /// The event.
    public var event: TraceEvent

    /// Makes a record from its facts.
    public init(at time: Duration, _ event: TraceEvent) {
        self.time = time
        self.event = event
    }
}
