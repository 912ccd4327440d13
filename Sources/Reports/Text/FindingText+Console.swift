import LuaREPL
import OTAUpgrade
import TransportCore

extension FindingText {
    static func notOpened(_ error: TransportError, _ port: String) -> FindingText {
        FindingText(
            message: "\(port) cannot be opened.",
            evidence: [error.message],
            // `otaflash ports` does not list the ports of another machine.
            remedy: comment(error.nextStep) + (error.address.isOnNetwork ? [] : ["otaflash ports"])
        )
    }

    static func linkLost(_ error: TransportError, _ option: String) -> FindingText {
        FindingText(
            message: "The port disappeared during the check.",
            evidence: [error.message],
            remedy: error.address.isOnNetwork
                ? comment(error.nextStep) + ["otaflash doctor \(option)"]
                : ["otaflash ports --watch", "# shows whether the board comes back, and under which name"]
        )
    }

    static func stoppedResponding(_ error: UpgradeError, _ option: String) -> FindingText {
        FindingText(
            message: "The prompt answered once, then stopped responding.",
            evidence: [error.message],
            remedy: resetAndRepeat(option)
        )
    }

    static func unexpectedAnswer(_ error: REPLError, _ option: String) -> FindingText {
        FindingText(
            message: "The console does not behave as NodeMCU's prompt does.",
            evidence: [error.description],
            remedy: resetAndRepeat(option)
        )
    }

    static func answersAtOtherRate(
        _ rate: Int,
        _ requested: Int,
        _ evidence: PromptEvidence,
        _ option: String
    ) -> FindingText {
        FindingText(
            message: "The board sends at \(rate) baud, not at \(requested).",
            evidence: [evidence.summary, "A prompt answered at \(rate) baud."],
            remedy: ["otaflash info \(option) --baud \(rate)"]
        )
    }

    static func unknownRate(_ evidence: PromptEvidence, _ tried: [Int], _ option: String) -> FindingText {
        FindingText(
            message: "The board sends at another line rate.",
            evidence: [evidence.summary, self.tried(tried)],
            remedy: ["# Use the rate that its firmware was built for:", "# otaflash info \(option) --baud BPS"]
        )
    }

    static func foreignConsole(
        _ console: ForeignConsole,
        _ evidence: PromptEvidence,
        _ port: String
    ) -> FindingText {
        FindingText(
            message: "\(port) is \(console.words), not NodeMCU.",
            evidence: [evidence.summary],
            remedy: [
                console.isComputer
                    ? "# This port is connected to another computer. See which port is the board's:"
                    : "# See which port is the NodeMCU board's, or flash NodeMCU onto this one over USB with esptool:",
                "otaflash ports",
            ]
        )
    }

    static func secondaryConsole(_ evidence: PromptEvidence, _ option: String) -> FindingText {
        FindingText(
            message:
                "The board's USB-Serial-JTAG does not answer: the console is on its UART, or an application took it.",
            evidence: [evidence.summary, "With a UART console, USB-Serial-JTAG (303a:1001) only shows output."],
            remedy: [
                "# If the board has a second connector, marked UART, use that one. Otherwise see how it starts:",
                "otaflash reset \(option)",
            ]
        )
    }

    static func consoleTaken(_ evidence: PromptEvidence, _ option: String) -> FindingText {
        FindingText(
            message: "An application has taken the console: it shows text and answers no input.",
            evidence: [evidence.summary, "Nothing that was sent was echoed."],
            remedy: resetAndLook(option)
        )
    }

    static func luaBusy(_ evidence: PromptEvidence, _ option: String) -> FindingText {
        FindingText(
            message: "An application keeps Lua busy: lines are echoed but not executed.",
            evidence: [evidence.summary] + (evidence.luaError.map { ["Lua says: \($0)"] } ?? []),
            remedy: resetAndLook(option)
        )
    }

    static func silent(_ evidence: PromptEvidence, _ tried: [Int], _ option: String) -> FindingText {
        FindingText(
            message:
                "The port is silent: the board has no power, an application took its console, or this is not its port.",
            evidence: [evidence.summary, self.tried(tried)],
            remedy: resetAndLook(option)
        )
    }

    private static func comment(_ nextStep: String?) -> [String] {
        nextStep.map { ["# \($0)"] } ?? []
    }

    private static func resetAndRepeat(_ option: String) -> [String] {
        ["otaflash reset \(option)", "otaflash doctor \(option)"]
    }

    private static func resetAndLook(_ option: String) -> [String] {
        ["otaflash reset \(option)", "# shows the board's output when it starts"]
    }

    private static func tried(_ rates: [Int]) -> String {
        guard rates.count > 1 else { return "Only \(rates.first ?? 0) baud was tried." }
        return "No prompt answered at \(rates.map(String.init).joined(separator: ", ")) baud."
    }
}
