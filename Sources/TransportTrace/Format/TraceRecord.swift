/// One thing that happened between a host and a board, and when.
public struct TraceRecord: Sendable, Hashable {
    /// The time since the start of the trace, on the transport's clock.
    public var time: Duration
    /// What happened.
    public var event: TraceEvent

    /// Makes a record from its facts.
    public init(at time: Duration, _ event: TraceEvent) {
        self.time = time
        self.event = event
    }
}
