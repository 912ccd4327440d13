import Testing

@testable import LuaREPL
@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct REPLAnswerTextTests {
    @Test func `values follow the printed output`() {
        let answer = REPLAnswer(
            outcome: .returned([.number("42"), .nil, .string(Array("x".utf8))]),
            output: [Array("hello\tworld".utf8), []]
        )
        #expect(answer.lines == ["hello\tworld", "", "42\tnil\tx"])
    }

    @Test func aStatementThatReturnsNothingShowsNothing() {
        #expect(REPLAnswer(outcome: .returned([]), output: []).lines.isEmpty)
    }

    @Test func `a text keeps its lines but no control characters`() {
        let answer = REPLAnswer(outcome: .returned([.string(Array("a\nb\u{1B}[2J\tc\r".utf8))]), output: [])
        #expect(answer.lines == ["a\nb?[2J\tc?"])
    }
}
