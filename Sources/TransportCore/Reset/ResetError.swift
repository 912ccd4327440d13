/// Why the modem lines did not reset a board.
public enum ResetError: Error, Sendable, Hashable {
    /// The sequence does not start the application; no line was changed.
    case refused(ResetSequenceError)
    /// The port failed during the sequence.
    case transport(TransportError)
}
