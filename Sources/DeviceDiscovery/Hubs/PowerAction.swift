/// An action on a port's power.
package enum PowerAction: Sendable, Hashable {
    case off
    case on
    /// Off, the wait, and on again.
    case cycle(off: Duration)
}
