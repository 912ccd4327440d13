/// Text that is wrapped to a width.
package enum Paragraph {
    /// Wraps a text at its spaces; a word that is longer than a line is not split, so that paths can be copied.
    ///
    /// Existing line breaks are kept, and a line that starts with a space is not wrapped.
    package static func lines(_ text: String, width: Int, indent: Int = 0, hanging: Int? = nil) -> [String] {
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
                    if !isEmpty, line.columns + 1 + word.columns > width { end() }
                    line += (isEmpty ? "" : " ") + word
                    isEmpty = false
                }
            }
            end()
        }
        return lines
    }
}
