import LuaREPL
import TransportCore

extension UpgradeError {
    /// What it means that a board did not come up after a reset.
    static func reset(_ error: REPLError) -> UpgradeError {
        if case .link(let link) = error { return transport(link, in: nil) }
        return noPrompt(error, in: .connect)
    }

    /// What it means that a sequence was not carried out.
    static func reset(_ error: ResetError) -> UpgradeError {
        switch error {
        case .refused(let refusal): UpgradeError(.boardRefuses, refusal.message, nextStep: refusal.nextStep)
        case .transport(let link): transport(link, in: nil)
        }
    }

    /// No prompt answers, and the lines reset nothing.
    static func noLines(_ message: String) -> UpgradeError {
        UpgradeError(
            .noPrompt,
            message,
            nextStep: "Reset the board with its EN (RST) button, or take its power away and give it back."
        )
    }
}
