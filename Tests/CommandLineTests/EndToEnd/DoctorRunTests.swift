import ArgumentParser
import BoardProfiles
import Diagnosis
import FoundationEssentials
import Glibc
import OTAUpgrade
import Testing
import TransportPosix

@testable import DeviceDiscovery
@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// What `doctor` reports about a host, with ports in a folder that stands for `/dev`.
@Suite struct DoctorRunTests {
    private func report(_ devices: String, options: [String] = ["--connect-timeout", "1"]) async throws -> DoctorReport
    {
        let console = Console(talk: .quiet, terminal: TerminalTraits(environment: [:]))
        var search = try PortSearch(try ConnectionOptions.parse(options), console: console)
        search.catalog = PortCatalog(devices: devices, sysfs: devices + "/sys")
        return await DoctorRun(search: search, profiles: try ProfileCatalog(folders: [])).report()
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dev-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    @Test func `ports at which no board answers are a problem`() async throws {
        try await withFolder { folder in
            let silent = try PseudoTerminal()
            symlink(silent.path, folder + "/ttyUSB0")
            let report = try await report(folder)
            #expect(report.findings.contains { $0.code == .noBoard })
            #expect(report.exitStatus == ExitStatus(.noDevice))
            // Keeps the terminal open until here.
            #expect(!silent.path.isEmpty)
        }
    }

    @Test func `a port without a board is no problem if another has one`() async throws {
        try await withMockBoard { bench, _ in
            try await withFolder { folder in
                symlink(bench.link, folder + "/ttyUSB0")
                let report = try await report(folder, options: ["--connect-timeout", "10"])
                #expect(!report.findings.contains { $0.severity == .problem }, "\(report.findings)")
                #expect(report.exitStatus == .ok)
            }
        }
    }

    @Test func `a host without a port has no board`() async throws {
        try await withFolder { folder in
            let report = try await report(folder)
            #expect(report.findings.first?.code == .noPorts)
            #expect(report.exitStatus == ExitStatus(.noDevice))
        }
    }

    @Test func `the text says that no board was asked`() {
        let report = DoctorReport(ports: ["a"], findings: [], hasAsked: false)
        let text = report.lines(width: 200, paint: .off).joined()
        #expect(text.contains("no board was asked"))
    }
}
