import ESPImage
import MockBoard
import OTAUpgrade

/// What can be observed after a run: the tool's report and the actual state.
struct Observation: Sendable {
    /// The tool's report.
    var result: UpgradeResult
    /// Whether the host died, so that nobody received the tool's report.
    var hostDied: Bool
    /// Whether the link broke and was not re-established, so that the tool could not clean up.
    var hasLostLink: Bool
    /// The phases and how long they took.
    var phases: [PhaseTime]

    /// What the host has passed to `otaupgrade.write` since its last call of `commence`.
    var update: BoardUpdate?
    /// Whether the board has restarted since the host last asked for its state.
    var hasRestartedSince: Bool
    /// The partition whose firmware runs when the tool exits; `nil` while the board starts.
    var running: String?
    /// The partition whose firmware runs after the board has been left alone for a while.
    var runningLater: String?
    /// Which partitions' firmware the next resets start.
    var nextStarts: [String?]
    /// The content of the slots, by slot name.
    var slots: [String: SlotContent]
    /// The recorded state of the running partition; `nil` if it has none.
    var runningState: OTAImageState?
    /// The slot that the OTA data select.
    var bootSlot: String?
    /// The states of the slots, by slot name.
    var states: [String: OTAImageState]
    /// Whether the console accepts and echoes lines after the board has been left alone for a while.
    ///
    /// After the host died or its link broke, a statement may be incomplete.
    var consoleIsUsable: Bool
    /// Whether the console accepts and echoes lines as soon as the tool has exited.
    var consoleIsUsableAtOnce: Bool
    /// The host's line rate when the tool exits.
    var hostBaud: Int
    /// How many connections the tool left open.
    var openConnections: Int

    /// The outcome of a later upgrade to another image, without faults; `nil` if none was tried.
    var recovery: UpgradeResult?
}
