import ArgumentParser
import Bench
import DeviceDiscovery
import Glibc
import OTAUpgrade
import Testing
import TransportCore
import TransportPosix

@testable import otaflash

/// The search for the one board that answers, among the ports of a folder that stands for `/dev`.
@Suite(.serialized) struct PortSearchTests {
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
            let connector = try await search(bench.folder, options: ["--connect-timeout", "1"]).connector()
            // The terminal lasts until here.
            let path = silent.path
            #expect(connector.address != .terminal(path: path))
            let report = try await BoardConnection.withBoard(connector) { board throws(UpgradeError) in
                try await board.examine()
            }
            #expect(report.status?.runningSlot?.description?.version == "1.0.0")
        }
    }

    @Test func twoBoardsAreTooMany() async throws {
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

    @Test func aPortThatSomebodyHasIsNotOpened() async throws {
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

    @Test func aPortThatIsNamedIsNotProbed() async throws {
        let connector = try await search("/nowhere", options: ["--port", "/dev/ttyUSB7", "--baud", "9600"]).connector()
        #expect(connector as? PortConnector == PortConnector(.terminal(path: "/dev/ttyUSB7"), baud: 9600))
    }

    @Test func withoutPortsThereIsNoDevice() async throws {
        let error = await #expect(throws: UpgradeError.self) { try await search("/nowhere").connector() }
        #expect(error?.code == .noDevice)
    }
}
