import FoundationEssentials
import Glibc
import Testing

@testable import Reports
@testable import otaflash

/// Many boards at once, with the real programs.
@Suite(.serialized) struct FleetTests {
    /// Runs a command and measures its peak memory in bytes, as counted by the kernel.
    private func memory(_ arguments: [String], in folder: String) async throws -> (Ended, peak: Int) {
        let script = """
            import resource, subprocess, sys
            status = subprocess.call(sys.argv[2:])
            open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024))
            sys.exit(status)
            """
        let file = folder + "/peak"
        let ended = try await through("python3", ["-c", script, file], arguments)
        return (ended, try #require(Int(String(contentsOfFile: file, encoding: .utf8))))
    }

    @Test func `thirty-two boards are upgraded at once`() async throws {
        try await withMockFleet(32) { fleet in
            let log = fleet.folder + "/events.jsonl"
            let (ended, peak) = try await memory(
                [
                    "fleet", "upgrade", fleet.image("2.0.0"), "--inventory", fleet.inventory, "--jobs", "32", "--json",
                    "--events", log, "--connect-timeout", "60",
                ],
                in: fleet.folder
            )
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(peak < 300_000_000)
            let json = try ended.json
            #expect(try JSONSchema("fleet.schema.json").faults(of: json) == [])
            #expect(json["boards"].elements.map { $0["board"].string } == fleet.names)
            #expect(json["boards"].elements.allSatisfy { $0["status"] == "ok" })
            #expect(json["boards"].elements.allSatisfy { $0["after"]["version"] == "2.0.0" })
            let lines = try events(of: log)
            #expect(lines.map { $0["seq"] } == lines.indices.map(JSONValue.integer))
            #expect(lines.last?["type"] == "run-finished")
            #expect(lines.last?["success"] == true)
            #expect(lines.last?["counts"]["ok"] == 32)
            try await expectOthersAreUnaffected(fleet)
        }
    }

    /// Three boards of the bench fail, each in a different way, and are fixed.
    private func expectOthersAreUnaffected(_ fleet: MockFleet) async throws {
        let faults = [
            "esp5": ("deaf", "no-prompt"), "esp16": ("unplug@line:40:600s", "link-lost"),
            "esp27": ("set-boot-fails", "boot-slot-not-switched"),
        ]
        for (name, fault) in faults { try await fleet.start([name], ["--fault", fault.0]) }
        let log = fleet.folder + "/faults.jsonl"
        let arguments = [
            "fleet", "upgrade", try fleet.image("3.0.0"), "--inventory", fleet.inventory, "--jobs", "32",
            "--connect-timeout", "30", "--events", log,
        ]
        let ended = try await otaflash(arguments)
        #expect(ended.status == 40, "\(ended.messages)")
        #expect(ended.output.contains("29 of 32 boards run the image, proven; 3 do not."))
        for (name, fault) in faults {
            let row = ended.output.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            #expect(row?.contains(" \(fault.1)") == true, "\(ended.output)")
        }
        let lines = try events(of: log)
        #expect(lines.last?["counts"]["ok"] == 29)
        #expect(lines.last?["counts"]["failed"] == 3)
        #expect(lines.last?["success"] == false)
        for (name, fault) in faults {
            let end = lines.first { $0["type"] == "board-finished" && $0["board"] == .string(name) }
            #expect(end?["code"] == .string(fault.1))
        }
        // Paste the printed command, word for word.
        let prefix = "  otaflash "
        let command = try #require(ended.output.split(separator: "\n").last { $0.hasPrefix(prefix) })
        #expect(command.contains(" --board=esp5,esp16,esp27 "))
        try await fleet.start(faults.keys.sorted())
        let shell = ["-c", "exec \"$0\" \(command.dropFirst(prefix.count)) --json"]
        let fixed = try await through("bash", shell, [])
        #expect(fixed.status == 0, "\(fixed.messages)")
        #expect(try fixed.json["boards"].elements.map { $0["board"] } == ["esp5", "esp16", "esp27"])
        #expect(try fixed.json["boards"].elements.allSatisfy { $0["status"] == "ok" })
    }

    @Test func `info, plan and quarantine work on a bench`() async throws {
        try await withMockFleet(3) { fleet in
            let usual = ["--inventory", fleet.inventory, "--connect-timeout", "8"]
            let info = try await otaflash(["fleet", "info", "--json"] + usual)
            #expect(info.status == 0, "\(info.messages)")
            #expect(try JSONSchema("fleet-info.schema.json").faults(of: info.json) == [])
            #expect(
                try info.json["boards"].elements.map { $0["otaupgrade"]["running"] } == ["ota_0", "ota_0", "ota_0"]
            )

            let image = try fleet.image("2.0.0")
            let plan = try await otaflash(["fleet", "plan", image, "--tag", "odd", "--json"] + usual)
            #expect(plan.status == 0)
            #expect(try JSONSchema("fleet.schema.json").faults(of: plan.json) == [])
            #expect(try plan.json["boards"].elements.map { $0["code"] } == ["planned", "planned"])

            try await fleet.start(["esp2"], ["--fault", "deaf"])
            let spared = [
                "fleet", "upgrade", image, "--json", "--quarantine-after", "1", "--quarantine-file",
                fleet.folder + "/failures.json",
            ]
            let first = try await otaflash(spared + usual)
            #expect(first.status == 40)
            #expect(try first.json["boards"].elements.map { $0["code"] } == ["upgraded", "no-prompt", "upgraded"])
            let second = try await otaflash(spared + usual)
            #expect(second.status == 40, "a skipped board is not proven")
            let codes = try second.json["boards"].elements.map { [$0["board"], $0["code"]] }
            #expect(codes == [["esp1", "already-current"], ["esp2", "quarantined"], ["esp3", "already-current"]])
            #expect(try second.json["retry_command"] == .null)
            try await fleet.start(["esp2"])
            let unnamed = try await otaflash(["fleet", "upgrade", image, "--quarantine-verify"] + usual)
            #expect(unnamed.status == 2)
            #expect(unnamed.messages.contains("--quarantine-after"))
            // As in Documentation/Fleet.md: the number and the inventory come from the environment.
            let verified = try await otaflash(
                ["fleet", "upgrade", image, "--json", "--quarantine-verify", "--connect-timeout", "8"],
                environment: [
                    "OTAFLASH_INVENTORY": fleet.inventory, "OTAFLASH_QUARANTINE_AFTER": "1",
                    "OTAFLASH_QUARANTINE_FILE": fleet.folder + "/failures.json",
                ]
            )
            #expect(verified.status == 0, "\(verified.messages)")
            #expect(try verified.json["boards"].elements.map { $0["code"] } == ["upgraded"])
        }
    }

    @Test(arguments: [
        (["fleet", "upgrade", "new.bin"], "--inventory"),
        (["fleet", "upgrade", "new.bin", "--inventory", "/no"], "/no"),
        (["fleet", "info", "--inventory", "/no", "--jobs", "0"], "--jobs"),
    ])
    func `a wrong command line is explained`(arguments: [String], word: String) async throws {
        let ended = try await otaflash(arguments)
        #expect(ended.status == 2)
        #expect(ended.messages.contains(word), "\(ended.messages)")
    }

    @Test func `a signal shuts down all boards cleanly`() async throws {
        try await withMockFleet(3) { fleet in
            let log = fleet.folder + "/events.jsonl"
            let ended = try await otaflash(
                [
                    "fleet", "upgrade", fleet.image("2.0.0"), "--inventory", fleet.inventory, "--jobs", "2", "--json",
                    "--verbose", "--events", log,
                ],
                atMessage: "commence"
            ) { pid in
                kill(pid, SIGTERM)
            }
            #expect(ended.status == 143, "\(ended.messages)")
            let lines = try events(of: log)
            #expect(lines.last?["type"] == "run-finished")
            #expect(lines.last?["success"] == false)
            #expect(lines.last?["exit_code"] == 143)
            let boards = try ended.json["boards"].elements
            #expect(boards.map { $0["board"].string } == fleet.names)
            #expect(boards[2]["code"] == "interrupted")
            #expect(boards[2]["status"] == "skipped")
            let interrupted = boards.first { $0["status"] == "cancelled" }
            #expect(interrupted?["error"]["message"].string?.hasPrefix("SIGTERM ended the run") == true)
        }
    }

    @Test func `an invalid image touches no board`() async throws {
        try await withMockFleet(1) { fleet in
            let log = fleet.folder + "/events.jsonl"
            let ended = try await otaflash([
                "fleet", "upgrade", fleet.inventory, "--inventory", fleet.inventory, "--json", "--events", log,
            ])
            #expect(ended.status == 20)
            #expect(try ended.json["error"]["code"] == "image-rejected")
            #expect(try events(of: log).map { $0["type"] } == ["run-started", "run-finished"])
        }
    }
}
