/// One problem that gets in the way of an upgrade, with its evidence and its remedy.
public struct Finding: Sendable, Hashable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// An upgrade cannot work.
        case problem
        /// An upgrade works, but something may go wrong or be slow.
        case warning
    }

    /// What was found; switch on this, not on the texts.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// This host has no serial port.
        case noPorts = "no-ports"
        /// This host has serial ports, but no board answers on any of them.
        case noBoard = "no-board"
        /// This user does not have permission to open the port.
        case noAccess = "no-access"
        /// This user was added to the port's group after this session started.
        case loginNeeded = "login-needed"
        /// The project's udev rules are not installed.
        case rulesMissing = "rules-missing"
        /// The installed udev rules are not those of this version.
        case rulesOutdated = "rules-outdated"
        /// ModemManager is running, and no rule keeps it away from the boards.
        case modemManager = "modem-manager"
        /// brltty is running, which mistakes USB-serial converters for Braille displays.
        case brltty
        /// Another process has the port open.
        case portHeld = "port-held"
        /// The port cannot be opened for another reason.
        case cannotOpen = "cannot-open"
        /// An FTDI converter buffers received bytes for many milliseconds before it passes them on.
        case latencyTimer = "latency-timer"
        /// The board uses another line rate.
        case wrongBaud = "wrong-baud"
        /// The chip is in download mode.
        case downloadMode = "download-mode"
        /// The board keeps resetting.
        case crashLoop = "crash-loop"
        /// The board finds no firmware that it can start.
        case nothingToBoot = "nothing-to-boot"
        /// A second USB port of the board, which shows the console and ignores input.
        case secondaryConsole = "secondary-console"
        /// An application has taken the console.
        case consoleTaken = "console-taken"
        /// The port sends nothing and does not answer.
        case silent
        /// Something other than a Lua prompt answers.
        case notNodeMCU = "not-nodemcu"
        /// The port disappeared during the check.
        case linkLost = "link-lost"
        /// The board restarted when its port was opened.
        case resetsOnOpen = "resets-on-open"
        /// The firmware was built without `otaupgrade`.
        case noOTAUpgrade = "no-otaupgrade"
        /// The partition table has no second slot.
        case noSlots = "no-slots"
        /// The running firmware is on trial.
        case unconfirmed
    }

    /// How bad it is.
    public var severity: Severity
    /// What was found.
    public var code: Code
    /// The port that the finding is about; `nil` if it is about the host.
    public var port: String?
    /// The finding in one sentence.
    public var message: String
    /// The evidence, one fact each.
    public var evidence: [String]
    /// How to fix it: commands to type, one line each.
    public var remedy: [String]

    /// Makes a finding from its facts.
    public init(
        _ severity: Severity,
        _ code: Code,
        port: String? = nil,
        _ message: String,
        evidence: [String],
        remedy: [String]
    ) {
        self.severity = severity
        self.code = code
        self.port = port
        self.message = message
        self.evidence = evidence
        self.remedy = remedy
    }
}
