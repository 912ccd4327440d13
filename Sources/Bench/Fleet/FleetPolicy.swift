/// In which order many boards are upgraded, and when it is better to stop.
public struct FleetPolicy: Sendable, Hashable {
    /// The most boards that are worked on at the same time.
    public var jobs: Int
    /// How many boards go first, and must be proven before the others are begun.
    public var canaries = 0
    /// After how many failures no further board is begun; `nil` goes on to the end.
    public var failureLimit: Int?
    /// Whether the image is sent to all boards before the first one is restarted into it.
    public var isTwoPhase = false

    /// Makes the policy that works on so many boards at a time and stops at nothing.
    public init(jobs: Int = 16) {
        self.jobs = jobs
    }

    /// The failures at which to stop; in two phases one is enough, since the point is to have all or none.
    var effectiveFailureLimit: Int? { failureLimit ?? (isTwoPhase ? 1 : nil) }
}
