import EmulatedHost
import FoundationEssentials
import Testing

@testable import Reports
@testable import otaflash

/// `otaflash inventory` as a program, on hosts with emulated USB devices.
@Suite(.serialized, .enabled(if: EmulatedHost.isAvailable, Comment(rawValue: EmulatedHost.absence)))
struct InventoryTests {
    /// Runs `body` on a host with two CP2102 that have the same factory serial number, and with a path for a file.
    private func withTwins(
        _ body: @escaping @Sendable (EmulatedHost, String) async throws -> Void
    ) async throws {
        try await withTemporaryFile { path async throws in
            try await EmulatedHost.with { host in
                try await host.plugIn("cp2102")
                try await host.plugIn("cp2102", instance: "second", names: ["ttyUSB0": "ttyUSB1"], socket: "1-9")
                try await body(host, path)
            }
        }
    }

    private func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    @Test func `identical adapters get separate entries and a second run changes nothing`() async throws {
        try await withTwins { host, path in
            let first = try await otaflash(["inventory", "discover", path, "--json"], environment: host.environment)
            #expect(first.status == 0, "\(first.messages)")
            let json = try first.json
            #expect(try JSONSchema("inventory-discover.schema.json").faults(of: json) == [])
            #expect(json["added"].elements.map { $0["device"] } == ["path:1-2", "path:1-9"])
            #expect(json["written"] == true)
            let once = try text(of: path)
            // The user edits the file.
            let edited = once.replacing("name = \"cp2102-1-2\"", with: "name   = 'left' # mine")
            try Array(edited.utf8).write(to: path)
            let second = try await otaflash(["inventory", "discover", path], environment: host.environment)
            #expect(second.status == 0)
            #expect(second.messages.contains("nothing to add"))
            #expect(try text(of: path) == edited)
            let check = try await otaflash(
                ["inventory", "check", "--json"],
                environment: host.environment.merging(["OTAFLASH_INVENTORY": path]) { $1 }
            )
            #expect(check.status == 0, "\(check.output)")
            #expect(try check.json["boards"].elements.map { $0["paths"] } == [["/dev/ttyUSB0"], ["/dev/ttyUSB1"]])
        }
    }

    @Test func `nothing is written without a file or in a dry run`() async throws {
        try await withTwins { host, path in
            let printed = try await otaflash(["inventory", "discover"], environment: host.environment)
            #expect(printed.output.contains("device = \"path:1-9\"\n"))
            let dry = try await otaflash(["inventory", "discover", path, "--dry-run"], environment: host.environment)
            #expect(dry.output == printed.output)
            #expect(dry.messages.contains("Nothing was written."))
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `the labgrid export names identical adapters by their sockets`() async throws {
        try await withTwins { host, path in
            _ = try await otaflash(["inventory", "discover", path], environment: host.environment)
            let export = try await otaflash(
                ["inventory", "export", path, "--output", path + ".yaml"],
                environment: host.environment.merging(["OTAFLASH_FORMAT": "labgrid-exporter"]) { $1 }
            )
            defer { try? FileManager.default.removeItem(atPath: path + ".yaml") }
            #expect(export.status == 0, "\(export.messages)")
            let yaml = try text(of: path + ".yaml")
            #expect(yaml.contains("ID_PATH: \"pci-0000:00:14.0-usb-0:2:1.0\"\n"))
            #expect(yaml.contains("ID_PATH: \"pci-0000:00:14.0-usb-0:9:1.0\"\n"), "\(yaml)")
        }
    }

    @Test func `selecting identical adapters by serial number is a mistake`() async throws {
        try await withTwins { host, path in
            try Array("[[board]]\nname = \"left\"\ndevice = \"serial:0001\"\n".utf8).write(to: path)
            let check = try await otaflash(["inventory", "check", path], environment: host.environment)
            #expect(check.status == 2)
            let words = check.output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(words.contains("path:1-2 (/dev/ttyUSB0), path:1-9 (/dev/ttyUSB1)"))
        }
    }

    @Test func `a missing file or format is a usage error`() async throws {
        #expect(try await otaflash(["inventory", "check"]).status == 2)
        #expect(try await otaflash(["inventory", "export", "/nowhere"]).status == 2)
        #expect(try await otaflash(["inventory", "export", "/nowhere", "--format", "twister"]).status == 2)
        #expect(try await otaflash(["inventory", "check", "/nowhere"]).status == 2)
        #expect(try await otaflash(["inventory", "discover", "-"]).status == 2)
    }
}
