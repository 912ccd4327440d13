/// An action on a port's power.
public enum PowerAction: Sendable, Hashable {
    case off
    case on
    /// Off, the wait, and on again.
    case cycle(off: Duration)
}
