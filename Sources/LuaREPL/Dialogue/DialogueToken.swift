/// A random word that proves that an answer belongs to our question.
///
/// A frame starts with the token's `mark`. No sent line contains the mark in one piece, so its echo cannot be mistaken
/// for an answer.
public struct DialogueToken: Sendable, Hashable {
    /// The start of every frame of the dialogue: a tilde and the token.
    public let mark: String

    /// Draws a token.
    public init(using generator: inout some RandomNumberGenerator) {
        let digits = Array("0123456789abcdef")
        mark = "~" + String((0..<6).map { _ in digits.randomElement(using: &generator) ?? "0" })
    }

    /// Takes a token that was drawn before; `nil` if the text is not six hexadecimal digits in lower case.
    public init?(_ digits: String) {
        guard digits.utf8.count == 6, digits.allSatisfy({ $0.isHexDigit && $0.isASCII && !$0.isUppercase }) else {
            return nil
        }
        mark = "~" + digits
    }

    /// The six digits that `init(_:)` takes.
    public var digits: String { String(mark.dropFirst()) }

    /// A Lua expression whose value is the mark.
    var expression: String {
        "\"\(mark.prefix(3))\"..\"\(mark.dropFirst(3))\""
    }
}
