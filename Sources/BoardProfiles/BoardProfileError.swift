/// Why a profile of a board cannot be used, or is not there.
public struct BoardProfileError: Error, Sendable, Hashable {
    /// What kind of thing is wrong; the one part to switch on.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A folder or file cannot be read.
        case unreadable
        /// The text is not TOML.
        case invalidSyntax = "invalid-syntax"
        /// A key that no profile has, or that is in the wrong place.
        case unknownKey = "unknown-key"
        /// A key that every profile has is not there.
        case missingKey = "missing-key"
        /// A value of the wrong type, or one that is not allowed.
        case invalidValue = "invalid-value"
        /// There is no profile of that name.
        case unknownBoard = "unknown-board"
    }

    /// What kind of thing is wrong.
    public var code: Code
    /// The file or folder; `nil` where it is about none.
    public var file: String?
    /// The line of the file, counted from 1; `nil` where it is about no one line.
    public var line: Int?
    /// The key with the table that it is in, `usb[2].part`; `nil` where it is about none.
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
    /// Where it is wrong, and what was found.
    public var description: String {
        guard let file else { return message }
        return "“\(file)”" + (line.map { ", line \($0)" } ?? "") + ": \(message)"
    }
}
