package import LuaREPL
package import OTAUpgrade
package import TransportCore

/// What gets in the way of an upgrade, with the facts that show it.
package enum FindingCause: Sendable, Hashable {
    /// This host has no serial port.
    case noPorts
    /// No board answers on any of the ports of this host that were probed.
    case noBoard(probedPorts: Int)
    /// The project's udev rules are not installed.
    case rulesMissing
    /// The installed udev rules, at this path, are not those of this version.
    case rulesOutdated(path: String)
    /// ModemManager is running as this process, and no rule keeps it away from the boards.
    case modemManager(pid: Int)
    /// brltty is running as this process; these converters have no serial port.
    case brltty(pid: Int, converters: [String])
    /// This user was added to the port's group after this session started, which has the current groups.
    case loginNeeded(user: String, group: String, current: Set<String>)
    /// This user cannot open the port, but the group can if there is one.
    case noAccess(user: String, group: String?)
    /// Another process has the port open.
    case held(PortHolder)
    /// The converter buffers received bytes for so long, and this user cannot set its timer.
    case latencyTimer(milliseconds: Int)
    /// The port cannot be opened.
    case notOpened(TransportError)
    /// The port disappeared during the check.
    case linkLost(TransportError)
    /// The prompt answered once, then stopped responding.
    case stoppedResponding(UpgradeError)
    /// The board restarted when its port was opened.
    case resetsOnOpen(resets: Int)
    /// The chip is in download mode.
    case downloadMode
    /// The board keeps resetting; its file system is this partition if it has reported one.
    case crashLoop(PromptEvidence, files: BootRecord.Partition?)
    /// The board finds no firmware that it can start.
    case nothingToBoot(BootRecord)
    /// The console does not behave as NodeMCU's prompt does.
    case unexpectedAnswer(REPLError)
    /// The prompt answers at another line rate than the one that was requested.
    case answersAtOtherRate(Int, requested: Int, PromptEvidence)
    /// What was received looks like text at a line rate other than those that were tried.
    case unknownRate(PromptEvidence, tried: [Int])
    /// Another console than NodeMCU's answers.
    case foreignConsole(ForeignConsole, PromptEvidence)
    /// The USB-Serial-JTAG of the board shows output at most, and ignores input.
    case secondaryConsole(PromptEvidence)
    /// An application shows text and answers no input.
    case consoleTaken(PromptEvidence)
    /// Lines are echoed but not executed.
    case luaBusy(PromptEvidence)
    /// The port sends nothing and does not answer, at any rate that was tried.
    case silent(PromptEvidence, tried: [Int])
    /// The firmware was built without `otaupgrade`.
    case noOTAUpgrade(Dialect)
    /// The board is an ESP8266.
    case esp8266
    /// The partition table has no slot for an upgrade; the error says why.
    case noSlots(OTAStatus, UpgradeError)
    /// The running firmware, in this slot, is on trial.
    case unconfirmed(running: String)

    /// The code that scripts rely on.
    package var code: Finding.Code {
        switch self {
        case .noPorts: .noPorts
        case .noBoard: .noBoard
        case .rulesMissing: .rulesMissing
        case .rulesOutdated: .rulesOutdated
        case .modemManager: .modemManager
        case .brltty: .brltty
        case .loginNeeded: .loginNeeded
        case .noAccess: .noAccess
        case .held: .portHeld
        case .latencyTimer: .latencyTimer
        case .notOpened(let error):
            switch error.code {
            case .permissionDenied: .noAccess
            case .busy: .portHeld
            default: .cannotOpen
            }
        case .linkLost, .stoppedResponding: .linkLost
        case .resetsOnOpen: .resetsOnOpen
        case .downloadMode: .downloadMode
        case .crashLoop: .crashLoop
        case .nothingToBoot: .nothingToBoot
        case .unexpectedAnswer, .foreignConsole: .notNodeMCU
        case .answersAtOtherRate, .unknownRate: .wrongBaud
        case .secondaryConsole: .secondaryConsole
        case .consoleTaken, .luaBusy: .consoleTaken
        case .silent: .silent
        case .noOTAUpgrade, .esp8266: .noOTAUpgrade
        case .noSlots: .noSlots
        case .unconfirmed: .unconfirmed
        }
    }
}
