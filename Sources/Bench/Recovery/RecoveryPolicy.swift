public import TransportCore

/// What may be done for a board whose upgrade fails, and how long all of it may take.
public struct RecoveryPolicy: Sendable, Hashable {
    /// How often an upgrade that failed may be tried again.
    public var retries = 0
    /// What switches the board's power; `nil` where nothing does.
    public var powerHook: PowerHook?
    /// How DTR and RTS reach the chip; `nil` where that is not known, and then they are left alone.
    public var circuit: ResetCircuit?
    /// How long the board may take with all attempts; `nil` for no limit.
    public var deadline: Duration?
    /// How long to wait for a port that another process holds.
    public var lockTimeout = Duration.zero

    /// Makes the policy of one attempt without limits.
    public init() {}
}
