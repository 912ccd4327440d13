import EmulatedHost
import FoundationEssentials
import Subprocess
import Testing
import TransportCore

@testable import Reports
@testable import otaflash

/// The modem lines and the latency of a serial port, as the driver of an emulated CP2102 sees them.
@Suite(
    .serialized,
    .timeLimit(.minutes(1)),
    .enabled(if: EmulatedHost.isAvailable, Comment(rawValue: EmulatedHost.absence))
)
struct ModemLineTests {
    private struct Change: Equatable, CustomStringConvertible {
        var request = "TIOCMSET"
        var dtr: Bool
        var rts: Bool

        var description: String { "\(request) dtr \(dtr) rts \(rts)" }
    }

    private static let port = "/dev/ttyUSB0"
    private static let reset = Change(dtr: false, rts: true)
    private static let released = Change(dtr: false, rts: false)

    /// Runs `body` on a host whose CP2102 is connected to a board, and whose lines are watched.
    private func withLines(
        _ options: [String] = [],
        _ body: @escaping @Sendable (EmulatedHost) async throws -> Void
    ) async throws {
        try await withMockBoard(options) { bench, _ in
            try await EmulatedHost.with { host in
                let terminal = try FileManager.default.destinationOfSymbolicLink(atPath: bench.link)
                try await host.plugIn("cp2102", bindings: ["ttyUSB0": terminal])
                try await host.watchLines(of: "ttyUSB0")
                try await body(host)
            }
        }
    }

    /// The next events of one kind.
    private func next(_ count: Int, _ event: String, of host: EmulatedHost) async throws -> [EmulatedHostLine] {
        var lines: [EmulatedHostLine] = []
        var events = host.events.makeAsyncIterator()
        while lines.count < count {
            let line = try #require(await events.next())
            if line.event == event { lines.append(line) }
        }
        return lines
    }

    private func change(_ line: EmulatedHostLine) -> Change {
        Change(request: line.request ?? "none", dtr: line.dtr == true, rts: line.rts == true)
    }

    private func run(_ arguments: [String], on host: EmulatedHost) async throws -> Ended {
        try await otaflash(arguments + ["--port", Self.port], environment: host.environment)
    }

    @Test func `a reset moves the documented lines and opening a port moves none`() async throws {
        try await withLines { host in
            // If opening, closing or a refused sequence moved a line, it would appear among the expected changes.
            for (circuit, expected, hold) in [
                ("classic", [Self.reset, Self.released], 0.1), ("direct-rts", [Self.reset, Self.released], 0.1),
                ("usb-serial-jtag", [Self.released, Self.reset, Self.released], 0.2),
            ] {
                let info = try await run(["info", "--json"], on: host)
                try #require(info.status == 0, "\(info.messages)")
                let refused = try await run(
                    ["reset", "--circuit", "classic", "--sequence", "D0|R1|W0.1|D1|R0|W0.05|D0"],
                    on: host
                )
                try #require(refused.status == 24)
                #expect(
                    refused.messages.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
                        "leads into download mode"
                    )
                )
                let ended = try await run(["reset", "--circuit", circuit, "--no-wait", "--json"], on: host)
                try #require(ended.status == 0, "\(ended.messages)")
                #expect(try ended.json["circuit"] == .string(circuit))
                let lines = try await next(expected.count, "lines", of: host)
                #expect(lines.map(change) == expected, "\(circuit)")
                let times = lines.suffix(2).compactMap(\.seconds)
                #expect(times[1] - times[0] >= hold, "\(circuit)")
            }
        }
    }

    @Test func `a sequence is executed step by step`() async throws {
        try await withLines { host in
            let ended = try await run(
                ["reset", "--no-wait", "--sequence", "D0|R0|W0.01|R1|W0.1|R0", "--circuit", "classic"],
                on: host
            )
            // D0 also takes EN low for a moment first: only the result of the last reset matters.
            try #require(ended.status == 0, "\(ended.messages)")
            let lines = try await next(4, "lines", of: host)
            #expect(lines.map(change) == [Self.reset, Self.released, Self.reset, Self.released])
        }
    }

    @Test func `the latency is lowered while the port is open`() async throws {
        try await withLines { host in
            let ended = try await run(["info", "--json"], on: host)
            try #require(ended.status == 0, "\(ended.messages)")
            let flags = try await next(2, "serial", of: host).map(\.flags)
            #expect(flags == [1 << 13, 0])
        }
    }

    @Test func downloadModeIsExplained() async throws {
        // The ROM prints it once, at power-on.
        try await withMockBoard(["--download-mode", "--keep-boot-text"]) { bench, _ in
            let ended = try await otaflash(["info", "--port", bench.link, "--json"])
            #expect(ended.status == 14)
            #expect(ended.messages.contains("download mode"), "\(ended.messages)")
            #expect(ended.messages.contains("IO0 (BOOT)"))
        }
    }

    @Test func `a chip in download mode is recognised without its boot text`() async throws {
        try await withMockBoard(["--download-mode"]) { bench, _ in
            let ended = try await otaflash(["info", "--port", bench.link, "--json"])
            #expect(ended.status == 14)
            #expect(ended.messages.contains("download mode"), "\(ended.messages)")
            #expect(ended.messages.contains("IO0 (BOOT)"))
        }
    }

    @Test func `a prompt that answers restarts the board`() async throws {
        try await withMockBoard { bench, _ in
            let ended = try await otaflash(["reset", "--port", bench.link, "--json"])
            try #require(ended.status == 0, "\(ended.messages)")
            #expect(try JSONSchema("reset.schema.json").faults(of: ended.json) == [])
            #expect(try ended.json["by"] == "prompt")
            #expect(try ended.json["prompt"] == true)
            #expect(try ended.json["boot"]["reset_reason"] == "SW_CPU_RESET")
            #expect(try ended.json["boot"]["slot"] == "ota_0")
        }
    }
}
