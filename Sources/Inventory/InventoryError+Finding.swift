extension InventoryError {
    /// Makes an error from a mistake in a file, for callers that need the file.
    init(_ finding: InventoryFinding, file: String) {
        let code: Code =
            switch finding.code {
            case .unreadable: .unreadable
            case .invalidSyntax: .invalidSyntax
            default: .invalidEntry
            }
        self.init(
            code,
            "“\(file)”\(finding.line.map { ", line \($0)" } ?? ""): \(finding.message)",
            nextStep: finding.nextStep
        )
    }
}
