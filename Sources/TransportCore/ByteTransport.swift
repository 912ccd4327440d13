/// A two-way stream of bytes to one board, and the clock that its deadlines are told in.
///
/// The transport owns time: `read(until:)` and `sleep(until:)` are the only places where anything above it waits. A
/// serial port waits in real time; the mock board runs its simulation forward instead.
///
/// What an implementer promises, and `TransportContract` checks:
/// - all 256 byte values pass unchanged, in order;
/// - a deadline that lies in the past still takes what is there already, without waiting;
/// - cancelling the task ends a wait with `TransportError.Code.cancelled`, and in a task that is cancelled already
///   `read`, `write` and `sleep` throw it at once, without taking or sending a byte: so a loop over bytes that never
///   run dry ends too;
/// - a peer that has gone shows as `TransportError.Code.linkLost`, after the bytes that came before it where those are
///   still to be had (Linux throws away what it holds of a terminal that hangs up);
/// - `close()` may be called any number of times and from any task; it ends the waits of others, and everything after
///   it throws `linkLost`.
///
/// One task at a time talks through a transport; a second one waits for its turn.
public protocol ByteTransport: Sendable {
    /// The present time on the transport's clock.
    var now: TransportInstant { get async }

    /// Sends all of `bytes`.
    ///
    /// Returning means that the bytes were handed to the transport, not that the board has read them. What fits at once
    /// is handed over even where the deadline lies in the past.
    /// - Throws: `timedOut` where not all could be handed over by the deadline, and those that could were; `linkLost`,
    ///   `cancelled`.
    func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError)

    /// Waits for bytes and returns what has come, at least one byte; nothing where the deadline passed first.
    ///
    /// A deadline that passes is not an error.
    /// - Throws: `linkLost`, `cancelled`.
    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8]

    /// Waits for a moment on the transport's clock, leaving bytes that come meanwhile for the next read.
    /// - Throws: `cancelled`; `linkLost` where the transport was closed.
    func sleep(until deadline: TransportInstant) async throws(TransportError)

    /// Gives the port back as it was found and closes it; works in a cancelled task too, and does not wait for a board
    /// that does not read for more than a second.
    func close() async
}

extension ByteTransport {
    /// The moment that lies `duration` from now.
    public func deadline(after duration: Duration) async -> TransportInstant {
        await now.advanced(by: duration)
    }
}
