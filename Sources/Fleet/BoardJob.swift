package import LuaREPL
public import OTAUpgrade
public import TransportCore

/// One board of a run: its name, how to find it, and how to upgrade and recover it.
public struct BoardJob: Sendable {
    /// The board's name.
    public var name: String
    /// The criteria for the success of its upgrade.
    public var options: UpgradeOptions
    /// What is allowed if its upgrade fails.
    public var recovery: RecoveryPolicy
    /// The token that marks the board's answers; if `nil`, a random one.
    public var token: DialogueToken?
    /// Finds the board; called again if it may have come back elsewhere.
    public var find: @Sendable () async throws(UpgradeError) -> any TransportConnector

    /// Makes a job from its parts.
    public init(
        name: String,
        options: UpgradeOptions = UpgradeOptions(),
        recovery: RecoveryPolicy = RecoveryPolicy(),
        find: @escaping @Sendable () async throws(UpgradeError) -> any TransportConnector
    ) {
        self.name = name
        self.options = options
        self.recovery = recovery
        self.find = find
    }

    /// Makes the job of a board whose port is known.
    public init(
        name: String,
        connector: any TransportConnector,
        options: UpgradeOptions = UpgradeOptions(),
        recovery: RecoveryPolicy = RecoveryPolicy()
    ) {
        self.init(name: name, options: options, recovery: recovery) { () async throws(UpgradeError) in connector }
    }
}
