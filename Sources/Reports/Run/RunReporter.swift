package import Fleet

/// Reports a run as it happens and at its end.
///
/// A reporter does not end the run: it keeps its first failure and returns it at the end.
package protocol RunReporter: Sendable {
    /// Takes the next event of the run.
    func take(_ event: BoardEvent)

    /// Writes what is known only at the end of the run.
    func finish(_ report: RunReport) -> RunFiles

    /// Reports that a signal ends the process immediately; does not block.
    func abandon(signal: Int32)
}

extension RunReporter {
    package func take(_ event: BoardEvent) {}
    package func finish(_ report: RunReport) -> RunFiles { RunFiles() }
    package func abandon(signal: Int32) {}
}
