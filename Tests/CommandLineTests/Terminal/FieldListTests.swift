import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct FieldListTests {
    @Test func `values are in one column`() {
        var fields = FieldList()
        fields.add("a", "first value here")
        fields.add("longer", "x")
        #expect(fields.lines(width: 20, indent: 2) == ["  a       first", "          value here", "  longer  x"])
    }

    @Test func `a field without a value is left out`() {
        var fields = FieldList()
        fields.add("a", nil)
        fields.add("b", "")
        #expect(fields.lines(width: 80).isEmpty)
    }

    @Test func coloursDoNotMoveTheColumn() {
        var fields = FieldList()
        fields.add("a", "x")
        #expect(fields.lines(width: 80, paint: Paint(isOn: true)) == ["\u{1B}[2ma\u{1B}[0m  x"])
    }
}
