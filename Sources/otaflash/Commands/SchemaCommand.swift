import ArgumentParser
import Reports
import TerminalUI

/// Prints the JSON Schemas of the tool's output.
struct SchemaCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print a JSON Schema of otaflash's output, or list the schemas.",
        discussion: """
            Within version 1, fields and types of events are only added: a document that fits a schema also fits later \
            ones. Consumers must ignore what they do not know.
            """
    )

    @Argument(
        help: "The schema, such as events or result. Without it, all schemas are listed.",
        completion: .list(EmbeddedSchemas.all.map(\.name))
    )
    var name: String?

    mutating func validate() throws {
        guard let name, EmbeddedSchemas.named(name) == nil else { return }
        let names = EmbeddedSchemas.all.map(\.name).joined(separator: ", ")
        throw ValidationError("Unknown schema “\(name)”; the schemas are \(names).")
    }

    func run(in context: RunContext) async throws -> ExitStatus {
        let output = TextStream.standardOutput
        if let schema = name.flatMap(EmbeddedSchemas.named) {
            try output.write(schema.text)
        } else {
            let rows = EmbeddedSchemas.all.map { [$0.name, $0.output] }
            try output.write(TextTable(header: ["SCHEMA", "DESCRIBES"], rows: rows).lines.map { $0 + "\n" }.joined())
        }
        return .ok
    }
}
