import LuaREPL
import Testing
import TransportCore

/// Boards that never end a line, a sequence or a start: little of their output is kept.
@Suite struct HostileOutputTests {
    @Test(
        "output without a line end",
        arguments: [
            "a", "\u{1B}", "\u{1B}[A", "\u{1B}[5", "\u{1B}[0;31m", "\u{1B}[0;31m\u{1B}[A", "\u{1B}[0;32mI (1) a: b",
            "> x", "\u{1B}]0;title\u{07}", "\0", "\u{202E}",
        ]
    )
    func littleIsBuffered(_ text: String) {
        var parser = REPLParser(frameMark: Array("~123456".utf8))
        let piece = Array(String(repeating: text, count: 4096 / text.utf8.count).utf8)
        for _ in 0..<64 {
            for event in parser.feed(piece) {
                if case .output(let line) = event { #expect(line.count <= REPLParser.longestLine) }
            }
            #expect(parser.heldBytes <= REPLParser.mostHeldBytes)
        }
    }

    @Test func aGigabyteLongLineComesInPieces() {
        var parser = REPLParser()
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: REPLParser.longestLine)
        let events = parser.feed(piece)
        #expect(events == [.output(piece)])
        // The parser is in the same state as before, so any number of further pieces behaves the same.
        #expect(parser.heldBytes == 0)
        #expect(parser.feed(piece) == events && parser.heldBytes == 0)
    }

    @Test func aPromptAfterACutEscapeSequenceIsSeen() {
        #expect(events(of: "\u{1B}[0;3\r\n> ") == [output("\u{1B}[0;3"), .prompt(.statement)])
        #expect(events(of: "\u{1B}\n> ") == [output("\u{1B}"), .prompt(.statement)])
        #expect(events(of: "\u{1B}[0;312\n> ") == [output("\u{1B}[0;312"), .prompt(.statement)])
        let log = LogLine(level: .error, milliseconds: 5, tag: "a", text: "b")
        #expect(events(of: "\u{1B}\u{1B}[0;31mE (5) a: b\u{1B}[0m\r\n\n") == [.log(log), output("\u{1B}")])
    }

    @Test func aLineOfAnEscapeSequenceAloneIsALine() {
        #expect(events(of: "a\r\u{1B}[A\nb\n") == [output("a"), output("\u{1B}[A"), output("b")])
    }

    @Test func aLineTooLongForASystemIsOutput() {
        let line = String(repeating: "rst:0x1 (", count: 1800)
        #expect(events(of: line + "\n") == [output(line)])
        #expect(events(of: line + "assert failed\n") == [output(line + "assert failed")])
    }

    @Test func aTableWithoutEndIsCut() {
        var monitor = BootMonitor()
        for number in 0..<1000 {
            monitor.note(.boot(.notBootable("x")), at: .init(nanoseconds: 0))
            monitor.note(
                .boot(.partition(label: "p\(number)", type: 0, subtype: 0, offset: 0, size: 0)),
                at: .init(nanoseconds: 0)
            )
        }
        #expect(monitor.record.partitions.count == BootRecord.mostEntries)
        #expect(monitor.record.notBootable.count == BootRecord.mostEntries)
        #expect(monitor.record.partitions.first?.label == "p0")
    }
}
