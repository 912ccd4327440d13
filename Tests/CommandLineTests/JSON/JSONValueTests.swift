import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct JSONValueTests {
    @Test func `keys are sorted and nulls are kept`() {
        let value: JSONValue = ["b": nil, "a": [1, 2.5, true, "x/y"], "c": JSONValue(nil as String?)]
        #expect(value.text() == #"{"a":[1,2.5,true,"x/y"],"b":null,"c":null}"#)
    }

    @Test func numbersAreRounded() {
        #expect(JSONValue(1.0 / 3, places: 3).text() == "0.333")
        #expect(JSONValue(.nan, places: 3) == .null)
        #expect(JSONValue(.infinity, places: 3) == .null)
        #expect(JSONValue(nil as Double?, places: 3) == .null)
    }

    @Test func controlsAreEscaped() {
        #expect(JSONValue.string("a\u{1B}[2J\u{9B}\u{7F}\n").text() == #""a\u001b[2J\u009b\u007f\n""#)
    }

    @Test func `a missing member is null`() {
        #expect(JSONValue(nilLiteral: ())["a"]["b"] == .null)
        #expect((["a": ["b": 1]] as JSONValue)["a"]["b"] == 1)
    }
}
