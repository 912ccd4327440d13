import LuaREPL
package import OTAUpgrade
package import TransportCore
package import TransportPosix

extension UpgradeError {
    /// The error with the program that has the board's port open too, where that may be why the board was not understood.
    ///
    /// Most programs lock no port. Of two that read one each gets a part of what the board says, so that it seems silent or
    /// its answers damaged.
    package func namingHolder(
        of address: TransportAddress?,
        by finder: PortHolderFinder = PortHolderFinder()
    ) -> UpgradeError {
        guard code.isOfABoardNotUnderstood, case .terminal(let path) = address,
            let holder = finder.otherHolder(of: path)
        else { return self }
        var error = self
        let words =
            "\(path) is also open in \(holder.command) (process \(holder.pid)), which may take what the board says."
        // A board that was never reached is as it was: then nothing but the port is the matter.
        if code == .noPrompt, phase == .connect, board == nil, !wasHeard {
            error.code = .portBusy
            error.message = "\(words.printable) \(message)"
            error.nextStep = "End that program, for example with `kill \(holder.pid)`, and run the command again."
        } else {
            error.message = "\(message) \(words.printable)"
            error.nextStep = "End that program, for example with `kill \(holder.pid)`. \(nextStep)"
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
