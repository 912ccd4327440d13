public import TransportCore

/// What a trace can tell of a transport.
public enum TraceEvent: Sendable, Hashable {
    /// The host opened the port: its address, and the line rate where it has one.
    case opened(TransportAddress, baud: Int?)
    /// The host closed the port.
    case closed
    /// The host sent bytes.
    case toBoard(TraceBytes)
    /// The host received bytes by one read; a late one was begun after its deadline, to take what was there.
    case fromBoard(TraceBytes, late: Bool = false)
    /// The host read, and no bytes came by its deadline.
    case nothing(late: Bool = false)
    /// The host changed its line rate.
    case baud(Int)
    /// The host set DTR and RTS.
    case modemLines(ModemLines)
    /// Something that the host did failed; `linkLost` is a port that went away.
    case failed(TraceOperation, TransportError.Code, message: String)
}

/// What a host does with a port that may fail.
public enum TraceOperation: String, Sendable, Hashable, CaseIterable {
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
