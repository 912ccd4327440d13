import Testing

@testable import otaflash

struct RetryCommandTests {
    @Test func theSameCommandWorksOnThoseThatAreLeft() {
        let command = RetryCommand([
            "fleet", "upgrade", "new.bin", "--inventory", "bench.toml", "--tag", "rack1", "--canary=2", "--jobs", "8",
            "--board", "esp1,esp2", "--quarantine-verify", "--retries=2",
        ])
        #expect(
            command.line(boards: ["esp3", "esp7"])
                == "otaflash fleet upgrade new.bin --inventory bench.toml --jobs 8 --retries=2 --board esp3,esp7"
        )
    }

    @Test(arguments: [
        ("new.bin", "new.bin"), ("my image.bin", "'my image.bin'"), ("it's", "'it'\\''s'"), ("", "''"),
        ("print($x)", "'print($x)'"), ("*", "'*'"),
    ])
    func aShellTakesEachWordBackAsItWas(word: String, quoted: String) {
        #expect(RetryCommand.quoted(word) == quoted)
    }
}
