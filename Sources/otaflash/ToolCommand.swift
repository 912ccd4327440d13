import ArgumentParser

/// A command of the tool: it parses, calls and renders, and says how it ended.
protocol ToolCommand: ParsableCommand {
    /// Does the work; failures that a user can meet are rendered here and returned as a status.
    /// - Throws: `ValidationError`, `OutputError`.
    func run(in context: RunContext) async throws -> ExitStatus
}
