import Diagnosis
import LuaREPL
import OTAUpgrade
import TransportCore

/// One cause, at least, for each code of a finding.
enum FindingSamples {
    static let causes: [FindingCause] =
        [
            .noPorts, .noBoard(probedPorts: 2), .rulesMissing,
            .rulesOutdated(path: "/etc/udev/rules.d/70-otaflash.rules"),
            .modemManager(pid: 812), .brltty(pid: 9, converters: ["1-2"]),
            .loginNeeded(user: "ada", group: "dialout", current: ["ada"]), .noAccess(user: "ada", group: "dialout"),
            .held(PortHolder(pid: 4711, command: "picocom /dev/ttyUSB0")), .latencyTimer(milliseconds: 16),
        ]
        + [TransportError.Code.permissionDenied, .busy, .noDevice].map { .notOpened(failure($0)) } + [
            .linkLost(failure(.linkLost)), .stoppedResponding(upgradeError), .resetsOnOpen(resets: 2), .downloadMode,
            .crashLoop(evidence, files: nil), .nothingToBoot(BootRecord()),
            .unexpectedAnswer(.noAnswer(question: "1", waited: .seconds(1))),
            .answersAtOtherRate(9600, requested: 115_200, evidence), .unknownRate(evidence, tried: [115_200, 9600]),
            .foreignConsole(.microPython, evidence), .foreignConsole(.login, evidence), .secondaryConsole(evidence),
            .consoleTaken(evidence), .luaBusy(evidence), .silent(evidence, tried: [115_200, 921_600]),
            .noOTAUpgrade(.idf4), .esp8266,
            .noSlots(OTAStatus(running: "ota_0", boot: nil, slots: []), upgradeError), .unconfirmed(running: "ota_1"),
        ]

    private static let evidence = PromptEvidence()
    private static let upgradeError = UpgradeError(.boardRefuses, "It refuses.", nextStep: "Flash it.")

    private static func failure(_ code: TransportError.Code) -> TransportError {
        TransportError(code, at: .terminal(path: "/dev/ttyX0"), "It failed.")
    }
}
