/// Why a board profile is invalid or cannot be found.
package struct BoardProfileError: Error, Sendable, Hashable {
    /// The kind of error; switch on this, not on the texts.
    ///
    /// Later versions can add kinds.
    package enum Code: String, Sendable, Hashable, CaseIterable {
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
    package var code: Code
    /// The file or folder; `nil` if the error is about none.
    package var file: String?
    /// The line of the file, counted from 1; `nil` if the error is not about one line.
    package var line: Int?
    /// The key with its table, `usb[2].part`; `nil` if the error is about none.
    package var key: String?
    /// What was found, and what is allowed.
    package var message: String
    /// What to do about it.
    package var nextStep: String

    /// Makes an error from its facts.
    package init(
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
    package var description: String {
        guard let file else { return message }
        return "“\(file)”" + (line.map { ", line \($0)" } ?? "") + ": \(message)"
    }
}
