/// One event between a host and a board, with its time.
package struct TraceRecord: Sendable, Hashable {
    /// The time since the start of the trace, on the transport's clock.
    package var time: Duration
    /// The event.
    package var event: TraceEvent

    /// Makes a record from its facts.
    package init(at time: Duration, _ event: TraceEvent) {
        self.time = time
        self.event = event
    }
}
