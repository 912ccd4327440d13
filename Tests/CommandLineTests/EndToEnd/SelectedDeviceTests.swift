import EmulatedHost
import Glibc
import Subprocess
import Testing

@testable import Reports
@testable import otaflash

/// Boards behind emulated USB devices, selected by the real program.
@Suite(.serialized, .enabled(if: EmulatedHost.isAvailable, Comment(rawValue: EmulatedHost.absence)))
struct SelectedDeviceTests {
    private static let serial = "8a3f61b2c04de911a7d5f2c87b1a90e4"

    /// Runs `body` on a host whose CP2102N is connected to a board.
    private func withBoard(
        _ options: [String] = [],
        names: [String: String] = ["ttyUSB1": "ttyUSB0"],
        _ body: @escaping @Sendable (EmulatedHost, MockBench) async throws -> Void
    ) async throws {
        try await withMockBoard(options) { bench, _ in
            try await EmulatedHost.with { host in
                try await host.plugIn("cp2102n", names: names)
                try await host.perform(Bind(node: "ttyUSB0", to: try #require(realpath(of: bench.link))))
                try await body(host, bench)
            }
        }
    }

    private struct Bind: Encodable {
        var `do` = "bind"
        var node: String
        var to: String
    }

    private func realpath(of path: String) -> String? {
        guard let resolved = Glibc.realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    @Test func aBoardIsUpgradedBySerialNumber() async throws {
        try await withBoard { host, bench in
            let image = try bench.image("2.0.0")
            let ended = try await otaflash(
                ["upgrade", image, "--device", "serial:8A3F61", "--json"],
                environment: host.environment
            )
            #expect(ended.status == 0, "\(ended.messages)")
            #expect(try ended.json["result"] == "upgraded")
            #expect(try ended.json["port"] == "/dev/ttyUSB0")
        }
    }

    @Test("a board that comes back under another name is followed", .timeLimit(.minutes(2)))
    func renamed() async throws {
        try await withBoard(["--console", "usb-serial-jtag"]) { host, bench in
            try await host.follow(
                "cp2102n",
                node: "ttyUSB0",
                link: bench.link,
                names: ["ttyUSB1", "ttyUSB2", "ttyUSB3"]
            )
            let image = try bench.image("2.0.0")
            let ended = try await otaflash(
                ["upgrade", image, "--device", "serial:\(Self.serial)", "--no-restart", "--json"],
                environment: host.environment
            )
            try #require(ended.status == 0, "\(ended.messages)")
            #expect(try ended.json["result"] == "upgraded")
            var events = host.events.makeAsyncIterator()
            #expect(await events.next()?.event == "gone")
            let back = await events.next()
            #expect(back?.event == "back")
            #expect(back?.node == "ttyUSB1")
            let info = try await otaflash(
                ["info", "--device", "path:1-3", "--json"],
                environment: host.environment
            )
            #expect(try info.json["port"] == "/dev/ttyUSB1")
            #expect(try info.json["otaupgrade"]["version"] == "2.0.0")
        }
    }

    @Test func `an address that the board confirms only in part is noted`() async throws {
        try await withBoard { host, _ in
            let ended = try await otaflash(["info", "--device", "mac:30AEA4CC4299"], environment: host.environment)
            #expect(ended.status == 0)
            #expect(ended.messages.contains("/dev/ttyUSB0: its chip id 0x30aea4cc42"))
            #expect(ended.messages.contains("last byte"))
        }
    }

    @Test("the run waits for a board, even for one that has to be probed", arguments: ["path:1-3", "mac:30AEA4CC4299"])
    func waiting(selector: String) async throws {
        try await withMockBoard { bench, _ in
            try await EmulatedHost.with { host in
                async let ended = otaflash(
                    ["info", "--device", selector, "--wait", "60", "--json"],
                    environment: host.environment
                )
                let terminal = try #require(realpath(of: bench.link))
                try await host.plugIn("cp2102n", names: ["ttyUSB1": "ttyUSB4"], bindings: ["ttyUSB4": terminal])
                #expect(try await ended.status == 0)
                #expect(try await ended.json["port"] == "/dev/ttyUSB4")
            }
        }
    }

    @Test func portsAreProbed() async throws {
        try await withBoard { host, _ in
            try await host.plugIn("ft2232h")
            let ended = try await otaflash(["ports", "--probe", "--json"], environment: host.environment)
            #expect(ended.status == 0)
            let json = try ended.json
            #expect(try JSONSchema("ports.schema.json").faults(of: json) == [])
            let probes = json.elements.filter { $0["topology"].string != nil }.map { $0["probe"] }
            #expect(probes.map { $0["answers"] } == [true, false, false])
            #expect(probes[0]["board"]["chip"] == "esp32")
            #expect(probes[0]["board"]["chip_id"] == "0x30aea4cc42")
            #expect(probes[0]["otaupgrade"]["running"] == "ota_0")
            #expect(probes[0]["otaupgrade"]["version"] == "1.0.0")
            #expect(probes[1]["error"]["code"] == "no-prompt")
        }
    }

    @Test func `two matching devices are listed`() async throws {
        try await EmulatedHost.with { host in
            try await host.plugIn("cp2102")
            try await host.plugIn("cp2102", instance: "second", names: ["ttyUSB0": "ttyUSB1"], socket: "1-9")
            let ended = try await otaflash(["info", "--device", "usb:10c4:ea60"], environment: host.environment)
            #expect(ended.status == 11)
            #expect(ended.messages.contains("2 ports match usb:10c4:ea60."))
            #expect(ended.messages.contains("--device path:1-2  # /dev/ttyUSB0, CP2102 USB to UART Bridge Controller"))
            #expect(ended.messages.contains("--device path:1-9  # /dev/ttyUSB1, CP2102 USB to UART Bridge Controller"))
        }
    }

    @Test func `a missing device is named`() async throws {
        try await EmulatedHost.with { host in
            try await host.plugIn("ft232r")
            let ended = try await otaflash(["info", "--device", "serial:A9"], environment: host.environment)
            #expect(ended.status == 10)
            #expect(ended.messages.contains("No device on this host matches serial:A9."))
            #expect(ended.messages.contains("--device serial:A5029ID1"))
        }
    }

    @Test func `the error of a held port names its holder`() async throws {
        try await withBoard { host, bench in
            let port = open(bench.link, O_RDWR | O_NOCTTY)
            try #require(port >= 0)
            defer { close(port) }
            // The kernel's number of the node is not the terminal's here, so only a lock leads to the process.
            try #require(flock(port, LOCK_EX | LOCK_NB) == 0)
            let ended = try await otaflash(["info", "--device", "path:1-3"], environment: host.environment)
            #expect(ended.status == 12)
            #expect(ended.messages.contains("/dev/ttyUSB0 is held by"))
            // Where the message is wrapped depends on the command line of the tests.
            let words = ended.messages.split { $0.isWhitespace }.joined(separator: " ")
            #expect(words.contains("(process \(getpid()))"))
        }
    }

    @Test(
        "without permission the error names the rule and the group",
        .enabled(if: geteuid() == 0, "only root can become nobody")
    )
    func noPermission() async throws {
        try await withBoard { host, bench in
            let terminal = try #require(realpath(of: bench.link))
            let group = try #require(getgrnam("dialout")).pointee.gr_gid
            try #require(chown(terminal, 0, group) == 0 && chmod(terminal, 0o660) == 0)
            let variables = host.environment.reduce(into: [:]) { $0[Environment.Key(stringLiteral: $1.key)] = $1.value }
            let result = try await run(
                .name("setpriv"),
                arguments: [
                    "--reuid=65534", "--regid=65534", "--clear-groups", Tool.otaflash.path, "info", "--device",
                    "path:1-3",
                ],
                environment: .inherit.updating(variables),
                output: .discarded,
                error: .string(limit: 1 << 16)
            )
            #expect(result.terminationStatus == .exited(13), "\(result.standardError)")
            #expect(result.standardError.contains("rules.d/70-otaflash.rules"))
            #expect(result.standardError.contains("usermod -aG dialout"))
        }
    }
}
