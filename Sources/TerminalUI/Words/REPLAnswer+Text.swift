package import LuaREPL

extension REPLAnswer {
    /// What the statement printed and returned, as the prompt shows it: values in one line, tabs between them.
    package var lines: [String] {
        let printed = output.map { String(decoding: $0, as: UTF8.self).printableText }
        guard !values.isEmpty else { return printed }
        return printed + [values.map(\.description.printableText).joined(separator: "\t")]
    }
}
