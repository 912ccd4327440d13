import ArgumentParser
import Reports

/// A command of the tool: it parses, calls, renders, and returns its exit status.
protocol ToolCommand: ParsableCommand {
    /// Does the work; renders failures that a user can meet and returns their status.
    /// - Throws: `ValidationError`, `OutputError`.
    func run(in context: RunContext) async throws -> ExitStatus
}
