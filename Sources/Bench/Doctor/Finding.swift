/// One thing that stands in the way of an upgrade, what shows it, and what mends it.
public struct Finding: Sendable, Hashable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// An upgrade cannot work like this.
        case problem
        /// An upgrade works, but something may go wrong or be slow.
        case warning
    }

    /// What was found; the one part to switch on.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// This host has no serial port.
        case noPorts = "no-ports"
        /// This host has serial ports, and no board answers at any of them.
        case noBoard = "no-board"
        /// This user may not open the port.
        case noAccess = "no-access"
        /// This user was added to the port's group, which a session that began before does not have.
        case loginNeeded = "login-needed"
        /// The project's udev rules are not installed.
        case rulesMissing = "rules-missing"
        /// The udev rules that are installed are not those of this version.
        case rulesOutdated = "rules-outdated"
        /// ModemManager runs, and nothing keeps it away from the boards.
        case modemManager = "modem-manager"
        /// brltty runs, which takes converters for Braille displays.
        case brltty
        /// Another process has the port open.
        case portHeld = "port-held"
        /// The port cannot be opened for another reason.
        case cannotOpen = "cannot-open"
        /// An FTDI converter collects what comes for many milliseconds before it passes it on.
        case latencyTimer = "latency-timer"
        /// The board talks at another line rate.
        case wrongBaud = "wrong-baud"
        /// The chip waits in its download mode.
        case downloadMode = "download-mode"
        /// The board resets again and again.
        case crashLoop = "crash-loop"
        /// The board finds no firmware that it could start.
        case nothingToBoot = "nothing-to-boot"
        /// A second USB port of the board, which shows the console and never listens.
        case secondaryConsole = "secondary-console"
        /// An application has taken the console.
        case consoleTaken = "console-taken"
        /// Nothing comes from the port and nothing answers.
        case silent
        /// Something answers that is no Lua prompt.
        case notNodeMCU = "not-nodemcu"
        /// The port went away while it was looked at.
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
    /// The port that it is about; `nil` where it is about the host.
    public var port: String?
    /// What it is: one sentence.
    public var message: String
    /// What shows it, a fact each.
    public var evidence: [String]
    /// What mends it: commands to type, a line each.
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
