import LuaREPL
package import OTAUpgrade
package import TransportCore
package import TransportPosix

extension UpgradeError {
    /// The error, with the program that also has the board's port open if that may be the cause.
    ///
    /// Most programs do not lock the port. If two programs read it, each gets a part of the board's output, so the board
    /// seems silent or its answers seem damaged.
    package func namingHolder(
        of address: TransportAddress?,
        by finder: PortHolderFinder = PortHolderFinder()
    ) -> UpgradeError {
        guard code.isOfABoardNotUnderstood, case .terminal(let path) = address,
            let holder = finder.otherHolder(of: path)
        else { return self }
        var error = self
        let words =
            "\(path) is also open in \(holder.command) (process \(holder.pid)), which may read the board's answers."
        // A board that was never reached is unchanged: then the port is the only problem.
        if code == .noPrompt, phase == .connect, board == nil, !explainsSilence {
            error.code = .portBusy
            error.message = "\(words.printable) \(message)"
            error.nextStep = "Stop that program, for example with `kill \(holder.pid)`, and run the command again."
        } else {
            error.message = "\(message) \(words.printable)"
            error.nextStep = "Stop that program, for example with `kill \(holder.pid)`. \(nextStep)"
        }
        return error
    }
}

extension UpgradeError.Code {
    fileprivate var isOfABoardNotUnderstood: Bool {
        switch self {
        case .noPrompt, .transferFailed, .newFirmwareNotRunning, .notAccepted: true
        default: false
        }
    }
}
