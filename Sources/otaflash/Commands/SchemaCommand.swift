import ArgumentParser

/// The JSON Schemas of what the tool prints.
struct SchemaCommand: ToolCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of what otaflash prints, or list the schemas.",
        discussion: """
            Within version 1 fields and types of events are only added: what fits a schema goes on to fit later ones, and \
            consumers ignore what they do not know.
            """
    )

    @Argument(
        help: "The schema, such as events or result; without it all are listed.",
        completion: .list(EmbeddedSchemas.all.map(\.name))
    )
    var name: String?

    mutating func validate() throws {
        guard let name, EmbeddedSchemas.named(name) == nil else { return }
        let names = EmbeddedSchemas.all.map(\.name).joined(separator: ", ")
        throw ValidationError("There is no schema “\(name)”; there are \(names).")
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
