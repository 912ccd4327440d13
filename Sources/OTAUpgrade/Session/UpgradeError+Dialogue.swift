public import LuaREPL
public import TransportCore

extension UpgradeError {
    /// The error for a dialogue that fails in a phase.
    static func dialogue(
        _ error: REPLError,
        in phase: UpgradePhase,
        plan: UpgradePlan?,
        board: BoardState?
    ) -> UpgradeError {
        if case .link(let link) = error { return transport(link, in: phase, board: board) }
        switch phase {
        case .connect, .identify, .plan:
            var failure = noPrompt(error, in: phase)
            failure.board = board
            return failure
        case .complete:
            return UpgradeError(
                .transferFailed,
                error.description,
                nextStep: "Find out which firmware boots next, then run the upgrade again.",
                remedies: [.inspect],
                phase: phase,
                board: board
            )
        case .commence, .write:
            return UpgradeError(
                .transferFailed,
                error.description,
                nextStep: "Run the upgrade again; the old firmware is untouched.",
                phase: phase,
                board: board
            )
        case .reboot where error.isRefusalToRestart:
            return UpgradeError(
                .newFirmwareNotRunning,
                "The new firmware is selected, but the board did not restart.",
                nextStep: "Reset the board, then find out what it runs.",
                remedies: [.inspect],
                phase: phase,
                board: board
            )
        case .reboot, .verify, .check:
            return UpgradeError(
                .newFirmwareNotRunning,
                "The new firmware did not come up: \(error.description)",
                nextStep: plan?.canRollBack == true
                    ? "Reset the board: a bootloader that can roll back starts the old firmware again. If yours does not, flash the board over USB with esptool."
                    : "Watch the board in a serial terminal; if it does not start, flash it over USB with esptool.",
                phase: phase,
                board: board
            )
        case .accept:
            return UpgradeError(
                .notAccepted,
                error.description,
                nextStep: error.isRestart
                    ? "Find out what the board runs: a restart gives up firmware that is on trial."
                    : "Find out whether the board has accepted it; if not, accept it before the next reset.",
                remedies: error.isRestart ? [.inspect] : [.inspect, .accept],
                phase: phase,
                board: board
            )
        case .rollBack:
            return UpgradeError(
                .rollbackFailed,
                error.description,
                nextStep:
                    "Find out what the board runs; if that is not the firmware that you want, upgrade to it.",
                remedies: [.inspect],
                phase: phase,
                board: board
            )
        }
    }

    /// The error for a transport's error.
    public static func transport(
        _ error: TransportError,
        in phase: UpgradePhase?,
        board: BoardState? = nil
    ) -> UpgradeError {
        let code: Code =
            switch error.code {
            case .noDevice, .notATerminal, .unsupported: .noDevice
            case .busy: .portBusy
            case .permissionDenied: .permissionDenied
            case .cancelled: .interrupted
            case .linkLost, .timedOut, .system: .linkLost
            case .notAsTraced: .internal
            }
        return UpgradeError(
            code,
            error.message,
            nextStep: error.nextStep ?? "Check the cable and that the board has power, then run the command again.",
            phase: phase,
            board: board
        )
    }

    /// The error if no prompt answers.
    public static func noPrompt(_ error: REPLError, in phase: UpgradePhase?) -> UpgradeError {
        var failure = UpgradeError(
            .noPrompt,
            error.description,
            nextStep: advice(on: error),
            remedies: remedies(for: error),
            phase: phase
        )
        failure.explainsSilence = error.explainsSilence
        return failure
    }

    private static func remedies(for error: REPLError) -> [Remedy] {
        switch error {
        case .noPrompt(let evidence):
            if let rate = evidence.answeringBaud { return [.useLineRate(rate)] }
            return evidence.bytes > 0 && evidence.isGarbage ? [.findLineRate] : []
        case .downloadMode: return [.reset]
        default: return []
        }
    }

    private static func advice(on error: REPLError) -> String {
        switch error {
        case .noPrompt(let evidence) where evidence.answeringBaud != nil:
            "Run the command again at \(evidence.answeringBaud ?? 0) baud."
        case .noPrompt(let evidence) where evidence.foreignConsole != nil && !evidence.isGarbage:
            evidence.foreignConsole?.isComputer == true
                ? "Choose the port of the NodeMCU board: this one leads to another computer."
                : "Choose the port of the NodeMCU board; or flash NodeMCU onto this one over USB with esptool, which replaces what runs there."
        case .noPrompt(let evidence) where evidence.bytes == 0:
            "Check that this is the right port and that the board has power; a second USB port of the board may show text but never listens."
        case .noPrompt(let evidence) where evidence.isGarbage:
            "The board uses another line rate: find the one that its firmware sets, and run the command again at that rate."
        case .noPrompt(let evidence) where evidence.sawEcho || evidence.sawBanner:
            "An application may be busy or have taken the console; reset the board and run the command at once, or remove its init.lua."
        case .noPrompt:
            "Reset the board and run the command again; if it is not a NodeMCU board, flash NodeMCU over USB with esptool first."
        case .crashLoop:
            "Remove what crashes it: to remove an init.lua that fails, flash an empty file system over USB with esptool."
        case .downloadMode:
            "IO0 (BOOT) was low at the reset: a button, a wire, or a program that asserted DTR. Release it, then reset the board, for example with its EN button."
        case .nothingToBoot:
            "Flash the bootloader, the partition table and NodeMCU over USB with esptool."
        case .rebooted(_, let boot) where boot.crash != nil:
            "Run the command again. If it crashes again, read the full panic in a serial terminal: the firmware is at fault, or the board's power supply."
        case .noAnswer, .rebooted, .raised, .notRestarted, .link, .lineTooLong:
            "Run the command again; an application that prints or restarts the board can be stopped by removing its init.lua."
        }
    }
}

extension REPLError {
    /// Whether the board's output says why no prompt answered.
    fileprivate var explainsSilence: Bool {
        switch self {
        case .noPrompt(let evidence):
            evidence.answeringBaud != nil || evidence.resets > 0
                || evidence.foreignConsole != nil && !evidence.isGarbage
        case .crashLoop, .downloadMode, .nothingToBoot, .rebooted, .raised, .notRestarted, .lineTooLong: true
        case .noAnswer, .link: false
        }
    }
}
