import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct ParagraphTests {
    @Test func linesBreakAtSpaces() {
        #expect(Paragraph.lines("one two three", width: 7) == ["one two", "three"])
    }

    @Test func `a line can be full`() {
        #expect(Paragraph.lines("one two", width: 7) == ["one two"])
        #expect(Paragraph.lines("one two", width: 6) == ["one", "two"])
    }

    @Test func aLongWordStaysWhole() {
        let path = "/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0"
        #expect(Paragraph.lines("at \(path) now", width: 10) == ["at", path, "now"])
    }

    @Test func linesAreIndented() {
        #expect(Paragraph.lines("one two three", width: 9, indent: 2) == ["  one two", "  three"])
        #expect(Paragraph.lines("one two three", width: 8, hanging: 2) == ["one two", "  three"])
    }

    @Test func `existing line breaks are kept`() {
        #expect(
            Paragraph.lines("one:\n  --port /dev/ttyUSB0  # x", width: 12, indent: 1) == [
                " one:", "   --port /dev/ttyUSB0  # x",
            ]
        )
    }

    @Test func `an empty text is one line`() {
        #expect(Paragraph.lines("", width: 80, indent: 4) == [""])
    }
}
