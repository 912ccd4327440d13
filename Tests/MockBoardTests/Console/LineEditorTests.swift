import Testing

@testable import MockBoard

@Suite struct LineEditorTests {
    /// The screen output for some bytes, and the completed lines, as `feed_lua_input` uses the editor.
    private static func edit(_ text: String, isIDF3: Bool = false) -> (screen: String, lines: [String]) {
        var editor = LineEditor(isIDF3: isIDF3)
        var (screen, lines) = ("", [String]())
        for byte in text.unicodeScalars.map({ UInt8($0.value) }) {
            switch editor.take(byte) {
            case .none: break
            case .echo(let byte): screen.unicodeScalars.append(Unicode.Scalar(byte))
            case .erase: screen += "<"
            case .emptyLine: screen += "|> "
            case .line:
                screen += "|"
                lines.append(String(String.UnicodeScalarView(editor.takeLine().map { Unicode.Scalar($0) })))
            }
        }
        return (screen, lines)
    }

    private static let long = String(repeating: "a", count: 255)

    @Test(arguments: [
        // A line, an empty line, an unfinished line.
        ("x=1\n", "x=1|", ["x=1"]), ("\n", "|> ", []), ("x=1", "x=1", []), ("a\nb\n", "a|b|", ["a", "b"]),
        ("\n\n\n", "|> |> |> ", []),
        // Either line end; the second of a pair is swallowed, and so is each further byte of its kind.
        ("a\r", "a|", ["a"]), ("a\r\n", "a|", ["a"]), ("a\n\r", "a|", ["a"]), ("a\r\n\n\n", "a|", ["a"]),
        ("a\n\r\r\r", "a|", ["a"]), ("a\r\r", "a||> ", ["a"]), ("a\r\nb\n", "a|b|", ["a", "b"]),
        ("\r\n\r\n", "|> |> ", []), ("a\r\n \n", "a| |", ["a", " "]),
        // Backspace and delete erase a byte and do not affect the pairing of line ends.
        ("ab\u{8}c\n", "ab<c|", ["ac"]), ("ab\u{7F}\u{7F}\u{7F}c\n", "ab<<c|", ["c"]), ("\u{8}", "", []),
        ("a\u{8}\n", "a<|> ", []), ("a\r\u{8}\n", "a|", ["a"]), ("a\n\u{7F}\r", "a|", ["a"]),
        // Nothing else is special: tab, NUL, control bytes, bytes above 127.
        ("\t\u{0}\u{3}\u{1B}\u{FF}\u{80}\n", "\t\u{0}\u{3}\u{1B}\u{FF}\u{80}|", ["\t\u{0}\u{3}\u{1B}\u{FF}\u{80}"]),
        // A line holds 255 bytes; the next byte discards them and is echoed like any other.
        (long + "\n", long + "|", [long]), (long + "bc\n", long + "bc|", ["bc"]),
        (long + "b\u{8}\n", long + "b<|> ", []), (long + long + "xy\n", long + long + "xy|", ["xy"]),
        (long + "\u{8}z\n", long + "<z|", [String(long.dropLast()) + "z"]),
    ])
    func editsByteByByte(_ text: String, _ screen: String, _ lines: [String]) {
        let edited = Self.edit(text)
        #expect(edited.screen == screen)
        #expect(edited.lines == lines)
    }

    @Test(arguments: [
        // A swallowed byte ends the pairing, and so does a backspace.
        ("a\r\n\n", "a||> ", ["a"]), ("a\n\r\r", "a||> ", ["a"]), ("a\r\u{8}\n", "a||> ", ["a"]),
        ("a\r\n", "a|", ["a"]), ("ab\u{8}c\n", "ab<c|", ["ac"]), (long + "bc\n", long + "bc|", ["bc"]),
    ])
    func idf3PairsLineEndsOnce(_ text: String, _ screen: String, _ lines: [String]) {
        let edited = Self.edit(text, isIDF3: true)
        #expect(edited.screen == screen)
        #expect(edited.lines == lines)
    }

    @Test func aLineThatIsNotTakenContinues() {
        var editor = LineEditor(isIDF3: true)
        var actions = Array("a\nb\n\n".utf8).map { editor.take($0) }
        #expect(actions == [.echo(0x61), .line, .echo(0x62), .line, .line])
        #expect(editor.takeLine() == Array("ab".utf8))
        actions = [editor.take(0x0A)]
        #expect(actions == [.emptyLine])
    }
}
