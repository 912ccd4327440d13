import Testing

@testable import TerminalUI

struct ColumnsTests {
    @Test(arguments: [
        ("", 0), ("NodeMCU", 7), ("Gerät", 5), ("Gera\u{308}t", 5), ("基板", 4), ("보드", 4), ("ﾎﾞｰﾄﾞ", 5), ("Ａ", 2),
        ("→ …", 3), ("🔌", 2), ("\u{301}", 0), ("⚠\u{FE0F}", 2), ("a\u{20DD}", 1),
    ])
    func `a text takes the columns that a terminal draws it in`(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test func `wide characters are padded and cut by columns`() {
        #expect("基板".padded(to: 6) == "基板  ")
        #expect("基板".leftPadded(to: 5) == " 基板")
        #expect("基板試験".truncated(to: 8) == "基板試験")
        #expect("基板試験".truncated(to: 7) == "基板試…")
        #expect("基板試験".truncated(to: 6) == "基板…")
    }

    @Test func `columns of a table stay aligned beside wide characters`() {
        let table = TextTable(header: ["BOARD", "STATE"], rows: [["基板一号", "ok"], ["esp1", "failed"]])
        #expect(table.lines == ["BOARD     STATE", "基板一号  ok", "esp1      failed"])
    }

    @Test func `a paragraph of wide characters fits its width`() {
        #expect(Paragraph.lines("基板 試験 成功", width: 9) == ["基板 試験", "成功"])
    }
}
