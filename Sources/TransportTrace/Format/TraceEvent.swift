package import TransportCore

/// An event of a transport in a trace.
package enum TraceEvent: Sendable, Hashable {
    /// The host opened the port: its address, and the line rate if it has one.
    case opened(TransportAddress, baud: Int?)
    /// The host closed the port.
    case closed
    /// The host sent bytes.
    case toBoard(TraceBytes)
    /// The host received bytes with one read; a late read started after its deadline, to take available bytes.
    case fromBoard(TraceBytes, late: Bool = false)
    /// The host read, but received no bytes by its deadline.
    case nothing(late: Bool = false)
    /// The host changed its line rate.
    case baud(Int)
    /// The host set DTR and RTS.
    case modemLines(ModemLines)
    /// An operation of the host failed; `linkLost` is a port that disappeared.
    case failed(TraceOperation, TransportError.Code, message: String)
}

/// An operation of the host that may fail.
package enum TraceOperation: String, Sendable, Hashable, CaseIterable {
    /// Opening it, for the first time or again.
    case open
    /// Reading.
    case read
    /// Sending bytes.
    case write
    /// Waiting without reading.
    case sleep
    /// Changing the line rate.
    case baud
    /// Setting DTR and RTS.
    case lines
}
