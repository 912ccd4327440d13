/// One problem that gets in the way of an upgrade.
package struct Finding: Sendable, Hashable {
    /// How bad it is.
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        /// An upgrade cannot work.
        case problem
        /// An upgrade works, but something may go wrong or be slow.
        case warning
    }

    /// What was found; scripts rely on these codes.
    package enum Code: String, Sendable, Hashable, CaseIterable {
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
    package var severity: Severity
    /// What was found, with the facts that show it.
    package var cause: FindingCause
    /// The port that the finding is about; `nil` if it is about the host.
    package var port: String?

    /// Makes a finding from its facts.
    package init(_ severity: Severity, _ cause: FindingCause, port: String? = nil) {
        self.severity = severity
        self.cause = cause
        self.port = port
    }

    /// The code that scripts rely on.
    package var code: Code { cause.code }
}
