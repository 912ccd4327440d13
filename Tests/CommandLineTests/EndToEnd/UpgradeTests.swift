import ESPImage
import Testing

@testable import Reports
@testable import otaflash

/// Complete upgrades with the real programs over a pseudo terminal.
@Suite struct UpgradeTests {
    struct Board: Sendable, CustomTestStringConvertible {
        var dialect: String
        var lua: String
        var console: String
        var rollback: Bool

        var testDescription: String { "\(dialect) Lua \(lua) \(console)\(rollback ? " rollback" : "")" }

        static let all = ["idf3", "idf4", "idf5", "console"].flatMap { dialect in
            (dialect == "idf3" ? ["5.1"] : ["5.1", "5.3"]).flatMap { lua in
                (dialect == "idf3" || dialect == "idf4" ? ["uart"] : ["uart", "usb-serial-jtag", "usb-cdc"]).flatMap {
                    console in
                    [true, false].map { Board(dialect: dialect, lua: lua, console: console, rollback: $0) }
                }
            }
        }

        /// Whether the board is part of every run: each console of each firmware line, both Lua versions, and about as
        /// many boards with rollback as without.
        var isRepresentative: Bool {
            rollback == (lua == "5.1") && (console == "uart" || (console == "usb-cdc") == rollback)
        }
    }

    @Test(arguments: CaseSelection.cases(Board.all, always: \.isRepresentative))
    func aBoardIsUpgradedAndProven(_ board: Board) async throws {
        let chip: Chip = board.console == "uart" ? .esp32 : .esp32s3
        let options = ["--dialect", board.dialect, "--lua", board.lua, "--console", board.console]
        try await withMockBoard(options, chip: chip, rollback: board.rollback) { bench, _ in
            let image = try bench.image("2.0.0", chip: chip)
            let ended = try await otaflash(["upgrade", image, "--port", bench.link, "--json"])
            #expect(ended.status == 0, "\(ended.messages)")
            let json = try ended.json
            #expect(try JSONSchema("upgrade.schema.json").faults(of: json) == [])
            #expect(json["result"] == "upgraded")
            #expect(json["board"]["dialect"] == .string(board.dialect))
            #expect(json["board"]["lua"] == .string(board.lua))
            #expect(json["before"]["version"] == "1.0.0")
            #expect(json["after"]["running"] == "ota_1")
            #expect(json["after"]["boot"] == "ota_1")
            #expect(json["after"]["version"] == "2.0.0")
            #expect(json["after"]["state"] == (board.rollback ? "valid" : "undefined"))
            #expect(json["proof"]["mismatches"] == [])
            #expect(json["transfer"]["bytes"] == 0x8000)
            #expect(try bench.slot("ota_1", size: 0x8000) == InputFile(image).read())

            let again = try await otaflash(["upgrade", image, "--port", bench.link, "--json"])
            #expect(again.status == 0)
            #expect(try again.json["result"] == "unchanged")
            #expect(try again.json["transfer"]["bytes"] == nil)
        }
    }

    @Test(
        "boards with other tables and settings",
        arguments: [
            (["--slots", "3"], "ota_0", "ota_1", "undefined"),
            (["--slots", "3", "--rollback"], "ota_0", "ota_1", "valid"),
            (["--factory", "--rollback"], "factory", "ota_0", "valid"),
            (["--bootloader-rollback"], "ota_0", "ota_1", "undefined"),
            (["--firmware-rollback"], "ota_0", "ota_1", "valid"),
            (["--rollback", "--secure-version", "0"], "ota_0", "ota_1", "valid"),
            (["--rollback", "--crlf-out"], "ota_0", "ota_1", "valid"),
        ]
    )
    func otherBoards(_ options: [String], _ before: String, _ after: String, _ state: String) async throws {
        try await withMockBoard(options, rollback: false) { bench, _ in
            let image = try bench.image("2.0.0")
            let ended = try await otaflash(["upgrade", image, "--port", bench.link, "--json"])
            #expect(ended.status == 0, "\(ended.messages)")
            let json = try ended.json
            #expect(json["before"]["running"] == .string(before))
            #expect(json["after"]["running"] == .string(after))
            #expect(json["after"]["state"] == .string(state))
            #expect(json["plan"]["can_roll_back"] == .bool(options.contains("--rollback")))
        }
    }

    @Test(
        "options of the mock board that cannot be combined",
        arguments: [
            (["--slots", "0"], "--slots takes a number from 1 to 16."),
            (
                ["--slots", "2", "--partitions", "x.csv"],
                "--partitions defines the slots: it cannot be combined with --slots or --factory."
            ),
            (["--secure-version", "1"], "--secure-version needs --rollback and a table without a factory slot."),
            (["--rollback", "--secure-version", "40"], "--secure-version is at most 32 on the ESP32."),
            (
                ["--dialect", "idf4", "--cr-in"],
                "--cr-in is for --dialect idf5 and console: the older lines do not change input."
            ),
            (["--replay", "x.trace", "--mode", "660"], "--mode cannot be combined with --replay."),
        ]
    )
    func refusedOptions(_ options: [String], _ message: String) async throws {
        let ended = try await mockBoard(options)
        #expect(ended.status == 2)
        #expect(ended.messages == "mock-board: \(message)\n")
    }

    @Test func `the text output shows the proof`() async throws {
        try await withMockBoard { bench, _ in
            let image = try bench.image("2.0.0")
            let ended = try await otaflash(
                ["upgrade", image, "--port", bench.link],
                environment: ["LC_ALL": "C.UTF-8"]
            )
            #expect(ended.output.hasPrefix("Upgraded: ota_1 runs nodemcu 2.0.0, and is accepted.\n"))
            #expect(ended.output.contains("  version  1.0.0        2.0.0        proven\n"))
            #expect(ended.messages.contains("  write      100 %  32,768 bytes"))
            #expect(!(ended.output + ended.messages).contains("\u{1B}"))
        }
    }

    @Test func `quiet prints only the result`() async throws {
        try await withMockBoard { bench, _ in
            let image = try bench.image("2.0.0")
            let ended = try await otaflash(["upgrade", image, "--port", bench.link, "--quiet"])
            #expect(ended.output.hasPrefix("Upgraded: "))
            #expect(ended.messages == "")
        }
    }

    @Test func aPlanChangesNothing() async throws {
        try await withMockBoard { bench, _ in
            let before = try InputFile(bench.flash).read()
            let ended = try await otaflash([
                "upgrade", bench.image("2.0.0"), "--port", bench.link, "--dry-run", "--json",
            ])
            #expect(ended.status == 0)
            #expect(try ended.json["result"] == "planned")
            #expect(try ended.json["plan"]["to"] == "ota_1")
            #expect(try InputFile(bench.flash).read() == before)
        }
    }

    @Test func `the environment can name the port`() async throws {
        try await withMockBoard { bench, _ in
            let image = try bench.image("2.0.0")
            let ended = try await otaflash(
                ["upgrade", image],
                environment: ["OTAFLASH_PORT": bench.link, "OTAFLASH_JSON": "1"]
            )
            #expect(try ended.json["result"] == "upgraded")
        }
    }

    @Test func `accept and rollback are verified`() async throws {
        try await withMockBoard { bench, _ in
            let image = try bench.image("2.0.0")
            let trial = try await otaflash(["upgrade", image, "--port", bench.link, "--no-accept", "--json"])
            #expect(try trial.json["after"]["state"] == "testing")

            let accepted = try await otaflash(["accept", "--port", bench.link, "--json"])
            #expect(accepted.status == 0)
            #expect(try accepted.json["result"] == "accepted")
            #expect(try accepted.json["otaupgrade"]["state"] == "valid")
            #expect(try JSONSchema("board.schema.json").faults(of: accepted.json) == [])

            let back = try await otaflash(["rollback", "--port", bench.link, "--json"])
            #expect(back.status == 0)
            #expect(try back.json["result"] == "rolled_back")
            #expect(try back.json["otaupgrade"]["version"] == "1.0.0")
        }
    }
}
