public import LuaREPL
public import OTAUpgrade
public import TransportCore

/// One board of a run: its name, how to find it, and what may be done with it.
public struct BoardJob: Sendable {
    /// The board's name.
    public var name: String
    /// How its upgrade is to be judged.
    public var options: UpgradeOptions
    /// What may be done where its upgrade fails.
    public var recovery: RecoveryPolicy
    /// What marks the board's answers; a random one where there is none.
    public var token: DialogueToken?
    /// Finds the board; asked again where it may have come back elsewhere.
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

    /// Makes the job of a board whose place is known.
    public init(
        name: String,
        connector: any TransportConnector,
        options: UpgradeOptions = UpgradeOptions(),
        recovery: RecoveryPolicy = RecoveryPolicy()
    ) {
        self.init(name: name, options: options, recovery: recovery) { () async throws(UpgradeError) in connector }
    }
}
