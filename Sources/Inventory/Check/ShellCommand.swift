/// A command line for a shell, such as a power hook.
struct ShellCommand: Sendable, Hashable {
    /// The command line.
    var text: String

    /// The program that the command calls, found without running it: the first word that is not a variable assignment;
    /// `nil` if only a shell can find it.
    var program: String? {
        var words = Self.words(of: text)[...]
        while let word = words.first, word.isAssignment { words = words.dropFirst() }
        // Expansions and shell syntax are left to the shell.
        guard let word = words.first, !word.contains(where: { "$`(){}[]*?~!<>|&;#\\".contains($0) }) else {
            return nil
        }
        return word
    }

    /// The words without their quotes.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let whole = word { words.append(whole) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }
}

extension String {
    fileprivate var isAssignment: Bool {
        guard let sign = firstIndex(of: "="), sign != startIndex else { return false }
        return self[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
}
