/// A two-way stream of bytes to one board, and the clock of its deadlines.
///
/// The transport owns time: code above it waits only in `read(until:)` and `sleep(until:)`. A serial port waits in real
/// time; the mock board advances its simulation instead.
///
/// The contract of an implementation, which `TransportContract` checks:
/// - all 256 byte values pass unchanged, in order;
/// - with a deadline in the past, available bytes are still returned, without waiting;
/// - if the task is cancelled, a wait ends with `TransportError.Code.cancelled`; in a cancelled task, `read`, `write`
///   and `sleep` throw it immediately, without receiving or sending a byte, so a loop over an endless stream of bytes
///   ends too;
/// - a peer that has disappeared is reported as `TransportError.Code.linkLost`, after the bytes that came before if they
///   are still available (Linux discards the queue of a terminal that hangs up);
/// - `close()` can be called any number of times and from any task; it ends waits in other tasks, and every later call
///   throws `linkLost`.
///
/// One task at a time can use a transport; a second one waits for its turn.
public protocol ByteTransport: Sendable {
    /// The present time on the transport's clock.
    var now: TransportInstant { get async }

    /// Sends all of `bytes`.
    ///
    /// When it returns, the transport has accepted the bytes, but the board may not have read them. Bytes that fit
    /// immediately are accepted even if the deadline is in the past.
    /// - Throws: `timedOut` if only a part of the bytes was accepted by the deadline; `linkLost`, `cancelled`.
    func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError)

    /// Waits for bytes and returns those received, at least one; an empty array if the deadline passes first.
    ///
    /// A deadline that passes is not an error.
    /// - Throws: `linkLost`, `cancelled`.
    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8]

    /// Waits until an instant on the transport's clock; bytes received meanwhile are left for the next read.
    /// - Throws: `cancelled`; `linkLost` if the transport was closed.
    func sleep(until deadline: TransportInstant) async throws(TransportError)

    /// Restores the port and closes it; works in a cancelled task too, and waits at most a second for a board that does
    /// not read.
    func close() async
}

extension ByteTransport {
    /// The instant that is `duration` from now.
    public func deadline(after duration: Duration) async -> TransportInstant {
        await now.advanced(by: duration)
    }
}
