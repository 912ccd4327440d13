import OTAUpgrade

/// How long one step of a run took on the transport's clock.
struct PhaseTime: Sendable, Hashable {
    /// The phase.
    var phase: UpgradePhase
    /// How long it may take; `nil` where it says nothing.
    var limit: Duration?
    /// How long it took.
    var duration: Duration
    /// The longest time without progress, in the phase `write`.
    var longestGap: Duration
}
