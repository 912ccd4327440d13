extension InventoryError {
    /// The error that a mistake in a file is to whoever needs the file.
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
