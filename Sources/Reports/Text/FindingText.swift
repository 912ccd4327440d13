import Diagnosis
import Inventory

/// What the doctor says about a finding, and what to type, ready to paste into a shell.
struct FindingText: Sendable, Hashable {
    /// The finding in one sentence.
    var message: String
    /// The evidence, one fact each.
    var evidence: [String]
    /// How to fix it: commands to type and comments, one line each.
    var remedy: [String]
}

extension FindingText {
    /// Words a finding.
    init(_ finding: Finding) {
        let port = finding.port ?? ""
        let option = "--port \(port.quotedForShell)"
        self =
            switch finding.cause {
            case .noPorts: .noPorts
            case .noBoard(let count): .noBoard(count)
            case .rulesMissing: .rulesMissing
            case .rulesOutdated(let path): .rulesOutdated(path)
            case .modemManager(let pid): .modemManager(pid)
            case .brltty(let pid, let converters): .brltty(pid, converters)
            case .loginNeeded(let user, let group, let groups): .loginNeeded(user, group, groups)
            case .noAccess(let user, let group): .noAccess(user, group, port)
            case .held(let holder): .held(holder, port)
            case .latencyTimer(let latency): .latencyTimer(latency, port)
            case .notOpened(let error): .notOpened(error, port)
            case .linkLost(let error): .linkLost(error, option)
            case .stoppedResponding(let error): .stoppedResponding(error, option)
            case .resetsOnOpen(let count): .resetsOnOpen(count)
            case .downloadMode: .downloadMode(option)
            case .crashLoop(let evidence, let files): .crashLoop(evidence, files, option)
            case .nothingToBoot(let record): .nothingToBoot(record)
            case .unexpectedAnswer(let error): .unexpectedAnswer(error, option)
            case .answersAtOtherRate(let rate, let requested, let evidence):
                .answersAtOtherRate(rate, requested, evidence, option)
            case .unknownRate(let evidence, let tried): .unknownRate(evidence, tried, option)
            case .foreignConsole(let console, let evidence): .foreignConsole(console, evidence, port)
            case .secondaryConsole(let evidence): .secondaryConsole(evidence, option)
            case .consoleTaken(let evidence): .consoleTaken(evidence, option)
            case .luaBusy(let evidence): .luaBusy(evidence, option)
            case .silent(let evidence, let tried): .silent(evidence, tried, option)
            case .noOTAUpgrade(let line): .noOTAUpgrade(line)
            case .esp8266: .esp8266(option)
            case .noSlots(let status, let error): .noSlots(status, error)
            case .unconfirmed(let running): .unconfirmed(running, option)
            }
    }
}
