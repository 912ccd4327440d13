/// Why a board was not reset by its lines.
public enum ResetError: Error, Sendable, Hashable {
    /// The sequence does something else than start the application; no line was moved.
    case refused(ResetSequenceError)
    /// The port failed on the way.
    case transport(TransportError)
}
