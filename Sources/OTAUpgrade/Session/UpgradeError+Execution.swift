import LuaREPL
import TransportCore

extension UpgradeError {
    /// The error for a user's Lua that did not finish.
    ///
    /// What the Lua did until then is unknown, and so is what the board runs.
    static func execution(_ error: REPLError) -> UpgradeError {
        switch error {
        case .link(let link):
            transport(link, in: nil, board: .unknown)
        case .rebooted(_, let boot) where boot.crash == nil:
            UpgradeError(
                .noPrompt,
                "The board restarted while it ran your Lua.",
                nextStep:
                    "To restart a board and wait for its prompt, reset it instead. Otherwise find out why your Lua restarts it.",
                remedies: [.restart],
                board: .unknown
            )
        case .rebooted(_, let boot):
            UpgradeError(
                .noPrompt,
                "The board \(boot.restartWords) while it ran your Lua.",
                nextStep: "Fix what makes it crash, then run it again.",
                board: .unknown
            )
        case .noAnswer(_, let waited):
            UpgradeError(
                .noPrompt,
                "Your Lua did not finish within \(waited.seconds.rounded(toPlaces: 1)) s.",
                nextStep: "If it needs longer, allow it more time. It may still be running; a reset ends it.",
                remedies: [.allowMoreTime(than: waited), .reset],
                board: .unknown
            )
        case .noPrompt, .crashLoop, .downloadMode, .nothingToBoot, .notRestarted, .raised, .lineTooLong:
            UpgradeError(.noPrompt, error.description, nextStep: "Run it again.", board: .unknown)
        }
    }
}
