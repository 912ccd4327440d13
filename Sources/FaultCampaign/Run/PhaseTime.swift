import OTAUpgrade

/// How long one step of a run took on the transport's clock.
struct PhaseTime: Sendable, Hashable {
    /// The phase.
    var phase: UpgradePhase
    /// The time limit; `nil` if the phase has none.
    var limit: Duration?
    /// How long it took.
    var duration: Duration
    /// The longest time without progress, in the `write` phase.
    var longestGap: Duration
}
