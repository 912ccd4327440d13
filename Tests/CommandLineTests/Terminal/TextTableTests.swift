import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct TextTableTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        let table = TextTable(header: ["A", "LONG", "C"], rows: [["wide", "x", "last"], ["1", "22222", "3"]])
        #expect(table.lines == ["A     LONG   C", "wide  x      last", "1     22222  3"])
    }

    @Test func aColumnWithoutCellsIsLeftOut() {
        #expect(TextTable(header: ["A", "B", "C"], rows: [["1", "", "3"]]).lines == ["A  C", "1  3"])
    }

    @Test func noLineEndsInSpaces() {
        #expect(TextTable(header: ["A", "B"], rows: [["1", ""], ["2", "x"]]).lines == ["A  B", "1", "2  x"])
    }

    @Test func textIsCutToAWidth() {
        #expect("NodeMCU".truncated(to: 7) == "NodeMCU")
        #expect("NodeMCU".truncated(to: 6) == "NodeM…")
        #expect("NodeMCU".truncated(to: 0) == "")
    }
}
