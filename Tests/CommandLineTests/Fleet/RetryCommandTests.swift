import Bench
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
                == "otaflash fleet upgrade --board=esp3,esp7 new.bin --inventory bench.toml --jobs 8 --retries=2"
        )
    }

    @Test(arguments: [
        ("new.bin", "new.bin"), ("my image.bin", "'my image.bin'"), ("it's", "'it'\\''s'"), ("", "''"),
        ("print($x)", "'print($x)'"), ("*", "'*'"), ("'\u{301}", "''\\''\u{301}'"),
    ])
    func aShellTakesEachWordBackAsItWas(word: String, quoted: String) {
        #expect(word.quotedForShell == quoted)
    }
}
