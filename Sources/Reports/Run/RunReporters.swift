package import Fleet

/// Several reporters of a run, as one.
package struct RunReporters: RunReporter {
    private let reporters: [any RunReporter]

    /// - Parameter reporters: in the order in which they take events; those that are not requested are `nil`.
    package init(_ reporters: [(any RunReporter)?]) {
        self.reporters = reporters.compactMap(\.self)
    }

    package func take(_ event: BoardEvent) {
        for reporter in reporters { reporter.take(event) }
    }

    package func finish(_ report: RunReport) -> RunFiles {
        reporters.map { $0.finish(report) }.reduce(into: RunFiles()) { files, more in
            files.artifacts += more.artifacts
            files.failures += more.failures
        }
    }

    /// The last reporter is the first to know: the terminal comes before files.
    package func abandon(signal: Int32) {
        for reporter in reporters.reversed() { reporter.abandon(signal: signal) }
    }
}
