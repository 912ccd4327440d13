import ArgumentParser
import BoardProfiles
import ESPImage
import Fleet
import FoundationEssentials
import Glibc
import Inventory
import OTAUpgrade
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// What scripts rely on: limits, retries, and special exit statuses.
struct LabOptionTests {
    @Test func `a board that misses its deadline is interrupted`() async throws {
        try await withMockBoard(["--fault", "deaf"]) { bench, _ in
            let log = bench.folder + "/events.jsonl"
            let ended = try await otaflash([
                "upgrade", bench.image("2.0.0"), "--port", bench.link, "--deadline", "4", "--retries", "9", "--json",
                "--events", log,
            ])
            #expect(ended.status == 38, "\(ended.messages)")
            #expect(try ended.json["error"]["code"] == "deadline-exceeded")
            #expect(try ended.json["error"]["phase"] == "connect")
            #expect(try events(of: log).last?["exit_code"] == 38)
        }
    }

    @Test func `a change has its own exit status`() async throws {
        try await withMockBoard { bench, _ in
            let (image, log) = (try bench.image("2.0.0"), bench.folder + "/events.jsonl")
            let arguments = ["upgrade", image, "--port", bench.link, "--changed-exit-code", "9"]
            let changed = try await otaflash(arguments + ["--events", log])
            #expect(changed.status == 9)
            let end = try events(of: log).last
            #expect(end?["exit_code"] == 9)
            #expect(end?["success"] == true)
            #expect(try await otaflash(arguments).status == 0)
        }
    }

    @Test func `the run waits for the process that holds the port`() async throws {
        try await withMockBoard { bench, _ in
            let port = open(bench.link, O_RDWR | O_NOCTTY | O_NONBLOCK)
            try #require(port >= 0)
            try #require(flock(port, LOCK_EX | LOCK_NB) == 0)
            let image = try bench.image("2.0.0")
            let refused = try await otaflash(["upgrade", image, "--port", bench.link, "--json"])
            #expect(refused.status == 12)
            let ended = try await otaflash(
                ["upgrade", image, "--port", bench.link, "--json", "--lock-timeout", "60", "--verbose"],
                atMessage: "connect"
            ) { _ in
                close(port)
            }
            #expect(ended.status == 0, "\(ended.messages)")
        }
    }

    @Test func `the power hook of the inventory replaces that of the command line`() throws {
        let toml = """
            [[board]]
            name = "esp1"
            port = "/dev/ttyUSB0"
            power_hook = "relay 1"
            check = "true"
            chip = "ESP32-S3"
            profile = "esp32-devkitc-v4"
            [[board]]
            name = "esp2"
            port = "/dev/ttyUSB1"
            """
        let inventory = try Inventory(toml: toml, file: "bench.toml")
        let recovery = try RecoveryOptions.parse(["--power-hook", "uhubctl", "--retries", "4"]).policy
        let connection = try FleetConnectionOptions.parse([])
        let console = Console(terminal: TerminalTraits(color: .never, environment: [:]))
        let jobs = try inventory.boards.map { entry in
            let board = try FleetBoard(entry, in: inventory, catalog: ProfileCatalog())
            return board.job(
                UpgradeOptions(),
                recovery,
                ports: PortSearch(board.place, options: connection, console: console)
            )
        }
        #expect(jobs.map(\.recovery.powerHook) == [PowerHook("relay 1"), PowerHook("uhubctl")])
        #expect(jobs.map(\.recovery.retries) == [4, 4])
        #expect(jobs.map(\.recovery.circuit) == [.classic, nil])
        #expect(jobs.map(\.options.check) == [Array("true".utf8), nil])
        #expect(jobs.map(\.options.expectedChip) == [.esp32s3, nil])
    }
}
