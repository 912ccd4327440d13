import ArgumentParser
import DeviceDiscovery
import Fleet
import Foundation
import Glibc
import OTAUpgrade
import Testing
import TransportCore
import TransportPosix

@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// The search for the one board that answers, among the ports of a folder that stands for `/dev`.
@Suite struct PortSearchTests {
    private func search(_ devices: String, options: [String] = []) throws -> PortSearch {
        let console = Console(talk: .quiet, terminal: TerminalTraits(environment: [:]))
        var search = try PortSearch(try ConnectionOptions.parse(options), console: console)
        search.catalog = PortCatalog(devices: devices, sysfs: devices + "/sys")
        return search
    }

    /// Gives a board's terminal another name, in another folder.
    private func link(_ board: MockBench, as name: String, in bench: MockBench) {
        symlink(board.link, bench.folder + "/" + name)
    }

    @Test func theOnlyBoardIsFound() async throws {
        try await withMockBoard { bench, _ in
            link(bench, as: "ttyUSB0", in: bench)
            let silent = try PseudoTerminal()
            symlink(silent.path, bench.folder + "/ttyUSB1")
            let connector = try await search(bench.folder, options: ["--connect-timeout", "5"]).connector()
            // Keeps the terminal open until here.
            let path = silent.path
            #expect(connector.address != .terminal(path: path))
            let report = try await BoardConnection.withBoard(connector) { board throws(UpgradeError) in
                try await board.examine()
            }
            #expect(report.status?.runningSlot?.description?.version == "1.0.0")
        }
    }

    @Test func `two boards are ambiguous`() async throws {
        try await withMockBoard { first, _ in
            try await withMockBoard { second, _ in
                link(first, as: "ttyUSB0", in: first)
                link(second, as: "ttyACM0", in: first)
                let error = await #expect(throws: UpgradeError.self) { try await search(first.folder).connector() }
                #expect(error?.code == .ambiguousDevice)
                #expect(error?.nextStep.split(separator: "\n").count == 3)
            }
        }
    }

    @Test func `a port that another process holds is not opened`() async throws {
        try await withMockBoard { bench, _ in
            link(bench, as: "ttyUSB0", in: bench)
            let port = open(bench.link, O_RDWR | O_NOCTTY)
            try #require(port >= 0)
            defer { close(port) }
            let error = await #expect(throws: UpgradeError.self) { try await search(bench.folder).connector() }
            #expect(error?.code == .noDevice)
            #expect(error?.message.contains("is held by") == true)
            #expect(error?.message.contains("(process \(getpid()))") == true)
        }
    }

    @Test func `a named port is not probed`() async throws {
        let connector = try await search("/nowhere", options: ["--port", "/dev/ttyUSB7", "--baud", "9600"]).connector()
        #expect(connector as? PortConnector == PortConnector(.terminal(path: "/dev/ttyUSB7"), baud: 9600))
        let selected = try await search("/nowhere", options: ["--device", "/dev/ttyUSB7"]).connector()
        #expect(selected as? PortConnector == PortConnector(.terminal(path: "/dev/ttyUSB7")))
    }

    @Test func `a name is looked up in the inventory`() async throws {
        let search = try search("/nowhere", options: ["--device", "name:kitchen"])
        let unknown = await #expect(throws: UpgradeError.self) { try await search.connector() }
        #expect(unknown?.code == .noDevice)
        #expect(unknown?.message == "No inventory defines name:kitchen.")
        try await withTemporaryFile { path async throws in
            let options = ["--device", "name:kitchen", "--inventory", path]
            #expect(throws: ValidationError.self) { try self.search("/nowhere", options: options) }
            let entry = "[[board]]\nname = \"kitchen\"\n"
            try Array(entry.utf8).write(to: path)
            #expect(throws: ValidationError.self) { try self.search("/nowhere", options: options) }
            try Array((entry + "device = \"serial:kitchen1\"\n").utf8).write(to: path)
            let selected = try self.search("/nowhere", options: options)
            let missing = await #expect(throws: UpgradeError.self) { try await selected.connector() }
            #expect(missing?.message == "No device on this host matches serial:kitchen1. This host has no serial port.")
            try Array((entry + "port = \"/dev/ttyUSB7\"\n").utf8).write(to: path)
            let connector = try await self.search("/nowhere", options: options).connector()
            #expect(connector as? PortConnector == PortConnector(.terminal(path: "/dev/ttyUSB7")))
        }
    }

    @Test func `a board is probed for its address`() async throws {
        try await withMockBoard { bench, _ in
            link(bench, as: "ttyUSB0", in: bench)
            let silent = try PseudoTerminal()
            symlink(silent.path, bench.folder + "/ttyUSB1")
            // The mock's chip id is 0x30aea4cc42.
            let options = ["--connect-timeout", "5", "--device"]
            let found = try await search(bench.folder, options: options + ["mac:30:AE:A4:CC:42:99"]).connector()
            #expect(found is DeviceConnector)
            #expect(found.address != .terminal(path: silent.path))
            let error = await #expect(throws: UpgradeError.self) {
                try await search(bench.folder, options: options + ["mac:30:AE:A4:CC:43:99"]).connector()
            }
            #expect(error?.code == .noDevice)
            #expect(error?.message.contains("0x30aea4cc42") == true)
        }
    }

    @Test func `the search waits for a node`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let node = folder + "/board"
        let waiting = try search(folder, options: ["--port", node, "--wait", "20"])
        async let connector = waiting.connector()
        let terminal = try PseudoTerminal()
        symlink(terminal.path, node)
        #expect(try await connector.address == .terminal(path: node))
        let clock = ContinuousClock()
        let start = clock.now
        _ = try await search(folder, options: ["--port", folder + "/other", "--wait", "0.2"]).connector()
        #expect(clock.now - start >= .milliseconds(200))
    }

    @Test func withoutPortsThereIsNoDevice() async throws {
        let error = await #expect(throws: UpgradeError.self) { try await search("/nowhere").connector() }
        #expect(error?.code == .noDevice)
    }
}
