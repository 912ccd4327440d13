import ESPImage
import MockBoard
import OTAUpgrade

/// What there is to see after a run: what the tool says, and what is so.
struct Observation: Sendable {
    /// What the tool says.
    var result: UpgradeResult
    /// Whether the host died, so that nobody heard what the tool says.
    var hostDied: Bool
    /// Whether the link broke and was not made again: the tool could not tidy up.
    var hasLostLink: Bool
    /// The phases and how long they took.
    var phases: [PhaseTime]

    /// What the host passed to `otaupgrade.write` since it called `commence` last.
    var update: BoardUpdate?
    /// Whether the board has restarted since it was asked last.
    var hasRestartedSince: Bool
    /// The partition whose firmware runs when the tool has ended; `nil` while the board starts.
    var running: String?
    /// The partition whose firmware runs when the board has been left alone for a while.
    var runningLater: String?
    /// Which partitions' firmware the next resets start.
    var nextStarts: [String?]
    /// What the slots hold, by their names.
    var slots: [String: SlotContent]
    /// The state of the record of the partition that runs; `nil` where it has none.
    var runningState: OTAImageState?
    /// The slot that the record of slots names.
    var bootSlot: String?
    /// The states of the slots, by their names.
    var states: [String: OTAImageState]
    /// Whether the console takes and echoes lines, when the board has been left alone for a while; after the host died
    /// or its link broke, a statement may be incomplete.
    var consoleIsUsable: Bool
    /// Whether the console takes and echoes lines as soon as the tool has ended.
    var consoleIsUsableAtOnce: Bool
    /// The host's line rate when the tool has ended.
    var hostBaud: Int
    /// How many connections the tool left open.
    var openConnections: Int

    /// What an upgrade to something else came to afterwards, with nothing going wrong; `nil` where none was tried.
    var recovery: UpgradeResult?
}
