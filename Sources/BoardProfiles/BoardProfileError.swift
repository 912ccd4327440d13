/// Why a board profile is invalid or cannot be found.
public struct BoardProfileError: Error, Sendable, Hashable {
    /// The kind of error; switch on this, not on the texts.
    ///
    /// Later versions can add kinds.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A folder or file cannot be read.
        case unreadable
        /// The text is not TOML.
        case invalidSyntax = "invalid-syntax"
        /// An unknown key, or one in the wrong place.
        case unknownKey = "unknown-key"
        /// A required key is missing.
        case missingKey = "missing-key"
        /// A value of the wrong type, or one that is not allowed.
        case invalidValue = "invalid-value"
        /// There is no profile with that name.
        case unknownBoard = "unknown-board"
    }

    /// The kind of error.
    public var code: Code
    /// The file or folder; `nil` if the error is about none.
    public var file: String?
    /// The line of the file, counted from 1; `nil` if the error is not about one line.
    public var line: Int?
    /// The key with its table, `usb[2].part`; `nil` if the error is about none.
    public var key: String?
    /// What was found, and what is allowed.
    public var message: String
    /// What to do about it.
    public var nextStep: String

    /// Makes an error from its facts.
    public init(
        _ code: Code,
        file: String? = nil,
        line: Int? = nil,
        key: String? = nil,
        _ message: String,
        nextStep: String
    ) {
        self.code = code
        self.file = file
        self.line = line
        self.key = key
        self.message = message
        self.nextStep = nextStep
    }
}

extension BoardProfileError: CustomStringConvertible {
    /// The place of the error, and what was found.
    public var description: String {
        guard let file else { return message }
        return "“\(file)”" + (line.map { ", line \($0)" } ?? "") + ": \(message)"
    }
}
