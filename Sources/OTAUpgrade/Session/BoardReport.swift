public import LuaREPL

/// What a board is and what its slots contain, as it reported itself.
public struct BoardReport: Sendable, Hashable {
    /// What it is.
    public var identity: BoardIdentity
    /// Its slots; `nil` if the firmware has no `otaupgrade`.
    public var status: OTAStatus?
    /// Its output since its last reset, as far as it was received.
    public var boot: BootRecord

    /// Makes a report from its facts.
    public init(identity: BoardIdentity, status: OTAStatus?, boot: BootRecord) {
        self.identity = identity
        self.status = status
        self.boot = boot
    }

    /// Why no other firmware can be installed now; `nil` if it can.
    package var refusal: UpgradeError? {
        lastingRefusal ?? status.flatMap { BoardReadiness($0, boot: boot).trialRefusal }
    }

    /// Why the board can never be upgraded as it was built and flashed; `nil` if it can.
    package var lastingRefusal: UpgradeError? {
        guard let status else { return .noOTAUpgrade(identity) }
        return BoardReadiness(status, boot: boot).slotRefusal
    }
}
