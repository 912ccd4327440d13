import FoundationEssentials
import Glibc
import Testing

@testable import otaflash

/// What scripts rely on: limits, retries, and statuses of their own.
struct LabOptionTests {
    @Test func aBoardThatIsNotDoneByItsDeadlineIsCutOff() async throws {
        try await withMockBoard(["--fault", "deaf"]) { bench, _ in
            let log = bench.folder + "/events.jsonl"
            let ended = try await otaflash([
                "upgrade", bench.image("2.0.0"), "--port", bench.link, "--deadline", "1.5", "--retries", "9", "--json",
                "--events", log,
            ])
            #expect(ended.status == 38, "\(ended.messages)")
            #expect(try ended.json["error"]["code"] == "deadline-exceeded")
            #expect(try ended.json["error"]["phase"] == "connect")
            #expect(try events(of: log).last?["exit_code"] == 38)
        }
    }

    @Test func aChangeHasAStatusOfItsOwn() async throws {
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

    @Test func whoeverHoldsThePortIsWaitedFor() async throws {
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

    @Test func aBoardThatDoesNotAnswerIsHelpedByThePowerHook() async throws {
        try await withMockFleet(1) { fleet in
            try await fleet.start(["esp1"], ["--fault", "deaf"])
            let hook = "echo >>'\(fleet.folder)/hook.log'"
            let ended = try await otaflash([
                "fleet", "upgrade", fleet.image("2.0.0"), "--inventory", fleet.inventory, "--retries", "4",
                "--power-hook",
                hook, "--connect-timeout", "1", "--deadline", "600", "--json",
            ])
            #expect(ended.status == 40)
            let recoveries = try ended.json["boards"].elements.first?["attempts"].elements.map { $0["recovery"] }
            #expect(recoveries == [.null, "resync", "reopen", "restart", "power-cycle"])
            #expect(try String(contentsOfFile: fleet.folder + "/hook.log", encoding: .utf8) == "cycle esp1\n")
        }
    }
}
