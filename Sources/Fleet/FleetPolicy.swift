/// The order in which many boards are upgraded, and when to stop.
public struct FleetPolicy: Sendable, Hashable {
    /// The maximum number of boards that are upgraded at the same time.
    public var jobs: Int
    /// How many boards go first and must be proven before the others start.
    public var canaries = 0
    /// After how many failures no further board is started; `nil` never stops.
    public var failureLimit: Int?
    /// Whether the image is sent to all boards before the first one is restarted into it.
    public var isTwoPhase = false

    /// Makes a policy that upgrades `jobs` boards at a time and ignores failures.
    public init(jobs: Int = 16) {
        self.jobs = jobs
    }

    /// The number of failures at which to stop; with two phases it is one by default, since the goal is all or none.
    var effectiveFailureLimit: Int? { failureLimit ?? (isTwoPhase ? 1 : nil) }
}
