public import TransportCore

/// Which recovery is allowed for a board whose upgrade fails, and the time limits.
public struct RecoveryPolicy: Sendable, Hashable {
    /// The maximum number of retries of a failed upgrade.
    public var retries = 0
    /// The hook that switches the board's power; `nil` if there is none.
    public var powerHook: PowerHook?
    /// How DTR and RTS are connected to the chip; `nil` if that is not known, and then they are left alone.
    public var circuit: ResetCircuit?
    /// The time limit for all attempts together; `nil` for no limit.
    public var deadline: Duration?
    /// How long to wait for a port that another process holds.
    public var lockTimeout = Duration.zero

    /// Makes the policy of one attempt without limits.
    public init() {}
}
