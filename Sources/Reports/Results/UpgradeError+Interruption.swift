import Glibc
package import OTAUpgrade

extension UpgradeError {
    /// The error of a run that a signal ended, which names the signal.
    package func naming(_ signal: Int32?) -> UpgradeError {
        guard code == .interrupted, let signal else { return self }
        var error = self
        error.message = "\(Self.name(of: signal)) ended the run" + (phase.map { " during \($0.rawValue)." } ?? ".")
        error.nextStep = nextStepAfterInterruption
        error.remedies = remediesAfterInterruption
        return error
    }

    private var nextStepAfterInterruption: String {
        switch phase {
        case .connect, .identify, .plan, nil: "Run the command again."
        case .commence, .write, .complete:
            "Run the upgrade again; the slot that was being written is not selected before the end."
        case .reboot, .verify, .check, .accept, .rollBack:
            "Find out what the board runs, then accept it or roll back."
        }
    }

    private var remediesAfterInterruption: [Remedy] {
        switch phase {
        case .reboot, .verify, .check, .accept, .rollBack: [.inspect, .accept, .rollBack]
        default: []
        }
    }

    private static func name(of signal: Int32) -> String {
        switch signal {
        case SIGINT: "SIGINT (Ctrl-C)"
        case SIGTERM: "SIGTERM"
        case SIGHUP: "SIGHUP (the terminal closed)"
        default: "Signal \(signal)"
        }
    }
}
