import Testing

@testable import TransportTrace

@Suite struct EchoFinderTests {
    private func split(_ sent: String, _ said: [String]) -> [[EchoFinder.Part]] {
        var finder = EchoFinder()
        finder.expect(Array(sent.utf8))
        return said.map { finder.split(Array($0.utf8)) }
    }

    private func shown(_ text: String) -> EchoFinder.Part { .shown(Array(text.utf8)) }

    @Test func aRepeatedLineIsAnEcho() {
        #expect(
            split("write(\"secret\")\nwrite(\"another\")\n", ["write(\"secret\")\r\n> write(\"ano", "ther\")\r\n> "])
                == [
                    [.echo(count: 15, position: 0), shown("\r\n> "), .echo(count: 10, position: 16)],
                    [.echo(count: 6, position: 26), shown("\r\n> ")],
                ]
        )
    }

    @Test func anAnswerIsNotAnEcho() {
        #expect(split("write(\"secret\")\n", ["~3fa9c1 1 17\r\n> "]) == [[shown("~3fa9c1 1 17\r\n> ")]])
    }

    @Test func anEchoCanOmitALine() {
        #expect(
            split("write(\"first\")\nsend(\"second\")\n", ["send(\"second\")\r\n"]) == [
                [.echo(count: 14, position: 15), shown("\r\n")]
            ]
        )
    }
}
