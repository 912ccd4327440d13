import TerminalUI

/// Writes a document about a run, such as its metrics, at the end.
package struct DocumentReporter: RunReporter {
    private let option: String
    private let path: String
    private let text: @Sendable (RunReport) -> String

    /// - Parameter option: the option that asks for the document, `--metrics`.
    package init(_ option: String, path: String, text: @escaping @Sendable (RunReport) -> String) {
        (self.option, self.path, self.text) = (option, path, text)
    }

    package func finish(_ report: RunReport) -> RunFiles {
        do throws(OutputError) {
            try AtomicFile(path).write(text(report))
            return RunFiles()
        } catch {
            return RunFiles(failures: [ResultFailure(option, path, error)])
        }
    }
}
