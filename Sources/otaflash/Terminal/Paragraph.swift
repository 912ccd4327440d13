/// Text that is broken into lines of a width.
enum Paragraph {
    /// Breaks a text at its spaces; a word that is longer than a line stays whole, so that paths can be copied.
    ///
    /// Lines that the text is broken into already stay apart, and one that starts with a space is left as it is.
    static func lines(_ text: String, width: Int, indent: Int = 0, hanging: Int? = nil) -> [String] {
        let margin = String(repeating: " ", count: hanging ?? indent)
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        func end() {
            lines.append(isEmpty ? "" : line)
            (line, isEmpty) = (margin, true)
        }
        for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if part.first == " " {
                (line, isEmpty) = (line + part, false)
            } else {
                for word in part.split(separator: " ") {
                    if !isEmpty, line.count + 1 + word.count > width { end() }
                    line += (isEmpty ? "" : " ") + word
                    isEmpty = false
                }
            }
            end()
        }
        return lines
    }
}
