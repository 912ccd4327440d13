import ESPImage
import FoundationEssentials
import Glibc
import Testing

@testable import Reports
@testable import otaflash

/// Each way to fail, with its exit status and message, and a board that still runs its old firmware.
@Suite struct FailureTests {
    private func expect(
        _ status: Int32,
        _ code: String,
        board options: [String] = [],
        rollback: Bool = true,
        initLua: String? = nil,
        result: String = "failed",
        changed: Bool = false,
        upgrade arguments: [String] = [],
        image: @Sendable (MockBench) throws -> String = { try $0.image("2.0.0") }
    ) async throws {
        try await withMockBoard(options, rollback: rollback, initLua: initLua) { bench, _ in
            let before = try InputFile(bench.flash).read()
            let path = try image(bench)
            let ended = try await otaflash(["upgrade", path, "--port", bench.link, "--json"] + arguments)
            let json = try ended.json
            #expect(ended.status == status, "\(ended.messages)")
            #expect(try JSONSchema("upgrade.schema.json").faults(of: json) == [])
            #expect(json["exit_code"] == .integer(Int(status)))
            #expect(json["error"]["code"] == .string(code))
            #expect(json["error"]["next_step"].string?.isEmpty == false)
            #expect(json["result"] == .string(result))
            #expect(ended.messages.contains("\n  next  "))
            #expect(ended.messages.contains("exit status \(status)"))
            if !changed { #expect(try InputFile(bench.flash).read() == before) }
        }
    }

    // MARK: The file

    @Test func aTruncatedImage() async throws {
        try await expect(20, "image-rejected") { bench in
            let path = try bench.image("2.0.0")
            try Array(InputFile(path).read().dropLast(100)).write(to: path)
            return path
        }
    }

    @Test func aFlippedBit() async throws {
        try await expect(20, "image-rejected") { bench in
            let path = try bench.image("2.0.0")
            var bytes = try InputFile(path).read()
            bytes[0x4000] ^= 1
            try bytes.write(to: path)
            return path
        }
    }

    @Test func anotherHash() async throws {
        try await expect(20, "image-rejected", upgrade: ["--expect-sha256", String(repeating: "0", count: 64)])
    }

    @Test func anotherChip() async throws {
        try await expect(21, "wrong-chip") { try $0.image("2.0.0", chip: .esp32c3) }
    }

    @Test func anImageThatIsTooLong() async throws {
        try await expect(22, "image-too-big") { try $0.image("2.0.0", size: 0x130010) }
    }

    @Test func anOlderVersion() async throws {
        try await expect(23, "downgrade-refused") { try $0.image("0.9.0") }
    }

    // MARK: The board

    @Test func aBoardWithoutTheModule() async throws {
        try await expect(15, "no-otaupgrade", board: ["--without-otaupgrade"])
    }

    @Test(arguments: ["factory-only", "one-ota"])
    func aBoardWithoutASecondSlot(table: String) async throws {
        let tables = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/partitions").path
        try await expect(24, "board-refuses", board: ["--partitions", "\(tables)/\(table).csv"])
    }

    @Test func `a board without rollback is refused if rollback is required`() async throws {
        try await expect(24, "board-refuses", rollback: false, changed: true, upgrade: ["--require-rollback"])
    }

    @Test func firmwareThatIsNotAccepted() async throws {
        try await withMockBoard { bench, _ in
            _ = try await otaflash(["upgrade", bench.image("2.0.0"), "--port", bench.link, "--no-accept"])
            let ended = try await otaflash(["upgrade", bench.image("3.0.0"), "--port", bench.link, "--json"])
            #expect(ended.status == 24)
            #expect(try ended.json["board"]["state"]["next_reset"]["action"] == "reverts")
        }
    }

    @Test func `a board that does not receive`() async throws {
        try await expect(14, "no-prompt", board: ["--fault", "deaf"], upgrade: ["--connect-timeout", "1"])
    }

    @Test func `a board that restarts again and again`() async throws {
        try await expect(
            14,
            "no-prompt",
            initLua: "node.restart()",
            changed: true,
            upgrade: ["--connect-timeout", "3"]
        )
    }

    @Test func aBoardAtAnotherRate() async throws {
        try await expect(
            14,
            "no-prompt",
            board: ["--baud", "115200"],
            upgrade: ["--baud", "9600", "--connect-timeout", "2"]
        )
    }

    // MARK: The port

    @Test func `a missing port`() async throws {
        let ended = try await otaflash(["info", "--port", "/dev/nothing-here", "--json"])
        #expect(ended.status == 10)
        #expect(try ended.json["error"]["code"] == "no-device")
    }

    @Test func `a regular file is not a port`() async throws {
        let ended = try await otaflash(["info", "--port", #filePath, "--json"])
        #expect(ended.status == 10)
    }

    @Test func `a port that another process holds`() async throws {
        try await withMockBoard { bench, _ in
            let port = open(bench.link, O_RDWR | O_NOCTTY)
            try #require(port >= 0)
            defer { close(port) }
            #expect(flock(port, LOCK_EX | LOCK_NB) == 0)
            let ended = try await otaflash(["info", "--port", bench.link, "--json"])
            #expect(ended.status == 12)
            #expect(try ended.json["error"]["code"] == "port-busy")
            #expect(try ended.json["error"]["message"].string?.contains("\(getpid())") == true)
        }
    }

    // MARK: The upgrade

    @Test func aBootSlotThatDoesNotSwitch() async throws {
        try await expect(32, "boot-slot-not-switched", board: ["--fault", "set-boot-fails"], changed: true)
    }

    @Test func firmwareThatDoesNotStart() async throws {
        try await expect(33, "new-firmware-not-running", board: ["--fault", "image-not-bootable"], changed: true)
    }

    @Test func firmwareThatCrashesAgainAndAgain() async throws {
        try await expect(33, "new-firmware-not-running", board: ["--fault", "crash-loop"], changed: true)
    }

    @Test func aCheckThatFails() async throws {
        try await withMockBoard { bench, _ in
            let image = try bench.image("2.0.0")
            let ended = try await otaflash(["upgrade", image, "--port", bench.link, "--check", "1 == 2", "--json"])
            #expect(ended.status == 34)
            #expect(try ended.json["result"] == "rolled_back")
            #expect(try ended.json["after"]["running"] == "ota_0")
            let answer = try await otaflash(["exec", "otaupgrade.info()", "--port", bench.link])
            #expect(answer.output.hasPrefix("ota_0\tota_0\t"))
        }
    }

    @Test(
        "if a port is silent, other processes that have it open are named, even without a lock",
        arguments: [["info"], ["exec", "1"], ["upgrade", "IMAGE"]]
    )
    func aHolderWithoutALock(command: [String]) async throws {
        try await withMockBoard { bench, board in
            let image = try bench.image("2.0.0")
            let hold = #"sleep 600 <>"$0" & holder=$!; "$@"; status=$?; kill "$holder"; exit "$status""#
            kill(board, SIGSTOP)
            defer { kill(board, SIGCONT) }
            let ended = try await through(
                "bash",
                ["-c", hold, bench.link],
                command.map { $0 == "IMAGE" ? image : $0 } + ["--port", bench.link, "--connect-timeout", "1", "--json"]
            )
            #expect(ended.status == 12, "\(ended.messages)")
            #expect(try ended.json["error"]["code"] == "port-busy")
            #expect(try ended.json["error"]["message"].string?.contains("is also open in sleep 600") == true)
            #expect(try ended.json["error"]["next_step"].string?.contains("`kill ") == true)
        }
    }

    @Test func theDoctorNamesAHolderWithoutALock() async throws {
        try await withMockBoard { bench, _ in
            let hold = #"sleep 600 <>"$0" & holder=$!; "$@"; status=$?; kill "$holder"; exit "$status""#
            let ended = try await through("bash", ["-c", hold, bench.link], ["doctor", "--port", bench.link])
            #expect(ended.status == 12, "\(ended.messages)")
            #expect(ended.output.contains("sleep 600"), "\(ended.output)")
        }
    }
}
