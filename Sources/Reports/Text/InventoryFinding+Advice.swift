import Inventory

extension InventoryFinding {
    /// What to do about it, with the command to type.
    var advice: String {
        switch code {
        case .chipMismatch: "Correct the wrong one; `\(command("info"))` shows the board's chip."
        case .notThere: "Check cable and power; `otaflash ports` lists the connected ports."
        case .asksBoard: "`\(command("info"))` asks the connected boards."
        case .noPermission: "`\(command("doctor"))` shows how to get permission."
        default: nextStep
        }
    }

    /// A command for the board, ready to paste into a shell.
    private func command(_ name: String) -> String {
        let options = place.map { Advice($0, baud: Advice.usualBaud).options } ?? []
        return (["otaflash", name] + options).map(\.quotedForShell).joined(separator: " ")
    }
}
