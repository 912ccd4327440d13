/// The content of a slot after a run.
enum SlotContent: Sendable, Hashable {
    /// The complete firmware that ran before.
    case old
    /// The complete image of the upgrade.
    case new
    /// Anything else.
    case other
}
