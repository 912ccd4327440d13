import Fleet
import Inventory
import OTAUpgrade
import Testing

@testable import Reports
@testable import otaflash

struct RetryCommandTests {
    @Test func `the same command works on the remaining boards`() {
        let command = RetryCommand([
            "fleet", "upgrade", "new.bin", "--inventory", "bench.toml", "--tag", "rack1", "--canary=2", "--jobs", "8",
            "--board", "esp1,esp2", "--quarantine-verify", "--retries=2",
        ])
        #expect(
            command.line(boards: ["esp3", "esp7"])
                == "otaflash fleet upgrade --board=esp3,esp7 new.bin --inventory bench.toml --jobs 8 --retries=2"
        )
    }

    @Test func `files of the first run are not replaced`() {
        let command = RetryCommand([
            "fleet", "upgrade", "--junit", "f.xml", "new.bin", "--metrics=m.prom", "--allow-downgrade", "--events",
            "e.jsonl", "--artifacts", "out", "--check", "wifi ~= nil",
        ])
        #expect(
            command.line(boards: ["esp3"])
                == "otaflash fleet upgrade --board=esp3 new.bin --allow-downgrade --check 'wifi ~= nil'"
        )
    }

    @Test func `after two dashes nothing is an option`() {
        let command = RetryCommand(["fleet", "upgrade", "--jobs=2", "--", "--tag"])
        #expect(command.line(boards: ["esp3"]) == "otaflash fleet upgrade --board=esp3 --jobs=2 -- --tag")
    }

    @Test func `flags are added once`() {
        let command = RetryCommand(["fleet", "upgrade", "old.bin", "--allow-downgrade"])
        #expect(
            command.line(boards: ["esp3"], adding: ["--allow-downgrade", "--quarantine-verify"])
                == "otaflash fleet upgrade --board=esp3 --quarantine-verify old.bin --allow-downgrade"
        )
    }

    @Test func `options from the environment are in the line and output files are not`() throws {
        let environment = [
            "OTAFLASH_ALLOW_DOWNGRADE": "1", "OTAFLASH_INVENTORY": "my bench.toml", "OTAFLASH_JUNIT": "f.xml",
            "OTAFLASH_CANARY": "1", "OTAFLASH_BOARD": "esp1", "HOME": "/root", "OTAFLASH_METRICS": "",
        ]
        let arguments = try Otaflash.completed(["fleet", "upgrade", "old.bin"], environment: environment)
        let line = RetryCommand(arguments, environment: environment).line(boards: ["esp3"])
        #expect(line.hasPrefix("OTAFLASH_CANARY= OTAFLASH_JUNIT= otaflash fleet upgrade --board=esp3 "))
        #expect(line.contains(" --allow-downgrade"))
        #expect(line.contains(" '--inventory=my bench.toml'"))
        for word in ["f.xml", "--canary", "esp1", "--metrics", "HOME"] { #expect(!line.contains(word), "\(word)") }
    }

    /// Every new option must be listed here, either as repeated by the pasted line or as left out.
    @Test(arguments: ["fleet upgrade", "fleet plan"])
    func `every option is either kept or dropped`(name: String) throws {
        let repeated: Set = [
            "inventory", "jobs", "stop-after-failures", "two-phase", "quarantine-after", "quarantine-file", "wait",
            "baud",
            "connect-timeout", "boards-path", "dry-run", "force", "allow-downgrade", "allow-last-upgrade",
            "require-rollback", "no-accept",
            "no-restart", "expect-sha256", "check", "check-file", "check-timeout", "retries", "deadline",
            "lock-timeout",
            "power-hook", "changed-exit-code", "method", "transfer-baud", "no-compress", "window", "commence-timeout",
            "stall-timeout", "complete-timeout", "reboot-timeout", "json", "color", "quiet", "verbose",
        ]
        let synopsis = try #require(CommandSynopsis.subcommands(of: Otaflash.self).first { $0.name == name })
        let leftOut = RetryCommand.choosing.union(RetryCommand.output)
        let command = RetryCommand(
            ["fleet", "upgrade"] + synopsis.options.flatMap { ["--\($0.name)"] + ($0.isFlag ? [] : ["value"]) } + [
                "new.bin"
            ]
        )
        let words = Set(command.line(boards: ["esp3"]).split(separator: " ").map(String.init))
        for option in synopsis.options.map(\.name) {
            #expect(repeated.contains(option) != leftOut.contains(option), "\(option)")
            #expect(words.contains("--\(option)") == repeated.contains(option), "\(option)")
        }
        #expect(words.contains("new.bin"))
    }

    @Test(arguments: [
        ("new.bin", "new.bin"), ("my image.bin", "'my image.bin'"), ("it's", "'it'\\''s'"), ("", "''"),
        ("print($x)", "'print($x)'"), ("*", "'*'"), ("'\u{301}", "''\\''\u{301}'"),
    ])
    func `a shell restores each quoted word`(word: String, quoted: String) {
        #expect(word.quotedForShell == quoted)
    }
}
