package import TerminalUI

extension ProgressReporter: RunReporter {
    package func abandon(signal: Int32) { abandon() }
}

extension FleetDisplay: RunReporter {
    package func abandon(signal: Int32) { abandon() }
}
