/// What stands in a slot after a run.
enum SlotContent: Sendable, Hashable {
    /// The firmware that ran before, whole.
    case old
    /// The image of the upgrade, whole.
    case new
    /// Anything else.
    case other
}
