/// Why an inventory cannot be used.
public struct InventoryError: Error, Sendable, Hashable {
    /// The kind of error; switch on this, not on the texts.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The file cannot be read.
        case unreadable
        /// The text is not TOML.
        case invalidSyntax = "invalid-syntax"
        /// A key is missing, unknown or has a value of the wrong type.
        case invalidEntry = "invalid-entry"
        /// The file cannot be written.
        case unwritable
        /// There is no board with that name.
        case unknownBoard = "unknown-board"
    }

    /// The kind of error.
    public var code: Code
    /// What was found: one sentence that names the file.
    public var message: String
    /// What to do about it.
    public var nextStep: String

    /// Makes an error from its facts.
    public init(_ code: Code, _ message: String, nextStep: String) {
        self.code = code
        self.message = message
        self.nextStep = nextStep
    }
}

extension InventoryError: CustomStringConvertible {
    /// The facts and the next step, in one line.
    public var description: String { "\(message) \(nextStep)" }
}
