import LuaREPL
import TransportCore

extension UpgradeError {
    /// The error if a board does not come up after a reset.
    static func reset(_ error: REPLError) -> UpgradeError {
        if case .link(let link) = error { return transport(link, in: nil, board: .unknown) }
        var failure = noPrompt(error, in: nil)
        failure.board = .unknown
        return failure
    }

    /// The error if a sequence was not carried out.
    static func reset(_ error: ResetError) -> UpgradeError {
        switch error {
        case .refused(let refusal): UpgradeError(.boardRefuses, refusal.message, nextStep: refusal.nextStep)
        case .transport(let link): transport(link, in: nil)
        }
    }

    /// The reset would give up firmware that is on trial.
    static func endsTrial(_ status: OTAStatus) -> UpgradeError {
        let state = BoardState(status)
        let running = state.running?.words ?? status.running.printable
        let next: String =
            if case .revertsTo(let old) = state.nextReset { "start \(old.words)" } else {
                "start what else the bootloader can load"
            }
        return UpgradeError(
            .boardRefuses,
            "\(running) runs on trial and was not accepted: a reset would give it up and \(next).",
            nextStep: "Accept it, then reset; or reset it anyway, which gives it up.",
            remedies: [.accept, .resetAnyway],
            board: state
        )
    }

    /// No prompt answers, and DTR and RTS cannot reset the board.
    static func noLines(_ message: String) -> UpgradeError {
        UpgradeError(
            .noPrompt,
            message,
            nextStep: "Reset the board with its EN (RST) button, or power-cycle it."
        )
    }
}
