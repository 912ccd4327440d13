/// Why an upgrade failed or was refused, and the present state of the board.
public struct UpgradeError: Error, Sendable, Hashable {
    /// The kind of failure.
    ///
    /// Later versions can add kinds, so give a `switch` over it a default.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case `internal` = "internal"
        case noDevice = "no-device"
        case ambiguousDevice = "ambiguous-device"
        case portBusy = "port-busy"
        case permissionDenied = "permission-denied"
        case noPrompt = "no-prompt"
        case noOTAUpgrade = "no-otaupgrade"
        case imageRejected = "image-rejected"
        case wrongChip = "wrong-chip"
        case imageTooBig = "image-too-big"
        case downgradeRefused = "downgrade-refused"
        case boardRefuses = "board-refuses"
        case imageNotUpgradable = "image-not-upgradable"
        case checkInvalid = "check-invalid"
        case transferFailed = "transfer-failed"
        case imageInvalidOnBoard = "image-invalid-on-board"
        case bootSlotNotSwitched = "boot-slot-not-switched"
        case newFirmwareNotRunning = "new-firmware-not-running"
        case checkFailed = "check-failed"
        case notAccepted = "not-accepted"
        case linkLost = "link-lost"
        case rollbackFailed = "rollback-failed"
        case deadlineExceeded = "deadline-exceeded"
        case interrupted
    }

    /// The kind of failure.
    public var code: Code
    /// What happened: facts, in complete sentences.
    public var message: String
    /// What to do next, in complete sentences.
    public var nextStep: String
    /// The steps that a program can offer as its own commands, in order; empty if a person's hand is needed.
    public var remedies: [Remedy]
    /// The phase in which it happened.
    public var phase: UpgradePhase?
    /// What the board runs and will run; `nil` if the board was never reached.
    public var board: BoardState?
    /// Whether the board's output says why no prompt answered.
    package var explainsSilence = false

    /// Makes an error from its facts.
    public init(
        _ code: Code,
        _ message: String,
        nextStep: String,
        remedies: [Remedy] = [],
        phase: UpgradePhase? = nil,
        board: BoardState? = nil
    ) {
        self.code = code
        self.message = message
        self.nextStep = nextStep
        self.remedies = remedies
        self.phase = phase
        self.board = board
    }
}
