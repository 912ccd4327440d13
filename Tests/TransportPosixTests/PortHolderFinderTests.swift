import Foundation
import Testing
import TransportCore

@testable import TransportPosix

@Suite struct PortHolderFinderTests {
    /// A made-up `/proc` and `/dev`.
    private static func withWorld(_ body: (_ finder: PortHolderFinder, _ devices: String) throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let devices = folder + "/dev"
            let files = FileManager.default
            for name in ["ttyUSB0", "ttyUSB1", "ttyUSB2"] {
                try files.createDirectory(atPath: devices, withIntermediateDirectories: true)
                try #require(files.createFile(atPath: "\(devices)/\(name)", contents: nil))
            }
            try files.createSymbolicLink(atPath: "\(devices)/alias", withDestinationPath: "ttyUSB1")
            func process(_ pid: Int, _ arguments: [String], _ open: [String]) throws {
                let process = "\(folder)/proc/\(pid)"
                try files.createDirectory(atPath: process + "/fd", withIntermediateDirectories: true)
                try Data(arguments.map { $0 + "\0" }.joined().utf8).write(to: URL(filePath: process + "/cmdline"))
                try Data("short\n".utf8).write(to: URL(filePath: process + "/comm"))
                for (number, target) in open.enumerated() {
                    try files.createSymbolicLink(atPath: "\(process)/fd/\(number)", withDestinationPath: target)
                }
            }
            try process(7, [], ["socket:[12]", devices + "/ttyUSB2"])
            try process(30, ["picocom", "-b", "115200", "ttyUSB1"], ["/no/such/file", devices + "/ttyUSB1"])
            try process(200, ["late"], [devices + "/ttyUSB1", "/dev/null"])
            try files.createDirectory(atPath: "\(folder)/proc/net", withIntermediateDirectories: true)
            let locks = [folder + "/lock", folder + "/run"]
            try body(PortHolderFinder(processes: folder + "/proc", devices: devices, locks: locks), devices)
        }
    }

    @Test func theFirstProcessWithThePortOpenIsFound() async throws {
        try await Self.withWorld { finder, devices in
            #expect(
                finder.holder(of: devices + "/ttyUSB1") == PortHolder(pid: 30, command: "picocom -b 115200 ttyUSB1")
            )
            #expect(finder.holder(of: devices + "/alias")?.pid == 30, "by another name")
            #expect(finder.holder(of: devices + "/ttyUSB2") == PortHolder(pid: 7, command: "short"), "no arguments")
            #expect(finder.holder(of: devices + "/ttyUSB0") == nil)
            #expect(finder.holder(of: devices + "/missing") == nil)
        }
    }

    @Test func manyPortsAreFoundInOnePass() async throws {
        try await Self.withWorld { finder, devices in
            let paths = ["ttyUSB0", "ttyUSB1", "ttyUSB2", "alias"].map { "\(devices)/\($0)" }
            let holders = finder.holders(of: paths).mapValues(\.pid)
            #expect(holders == ["\(devices)/ttyUSB1": 30, "\(devices)/alias": 30, "\(devices)/ttyUSB2": 7])
        }
    }

    @Test func aLockRevealsAHolderWithHiddenDescriptors() async throws {
        try await Self.withWorld { finder, devices in
            let device = try #require(LockTable.File(path: devices + "/ttyUSB0")).description
            let locks = """
                1: POSIX  ADVISORY  WRITE 30 \(device) 0 EOF
                2: FLOCK  ADVISORY  WRITE 0 \(device) 0 EOF
                3: FLOCK  ADVISORY  WRITE 200 \(device) 0 EOF
                3: -> FLOCK  ADVISORY  WRITE 7 \(device) 0 EOF
                nonsense
                """
            let folder = String(devices.dropLast("/dev".count))
            try Data(locks.utf8).write(to: URL(filePath: folder + "/proc/locks"))
            #expect(finder.holder(of: devices + "/ttyUSB0") == PortHolder(pid: 200, command: "late"))
            #expect(finder.holder(of: devices + "/ttyUSB1")?.pid == 30)
        }
    }

    @Test(
        "an LCK.. file of a running process names the holder of a port",
        arguments: [
            ("lock/LCK..ttyUSB0", Array("       200\n".utf8), 200),
            ("run/LCK..ttyUSB0", Array("7 minicom root\n".utf8), 7),
            ("lock/LCK..ttyUSB0", [30, 0, 0, 0], 30), ("lock/LCK..ttyUSB0", Array("4711\n".utf8), nil),
            ("lock/LCK..ttyUSB0", Array("free\n".utf8), nil), ("lock/LCK..ttyUSB0", [], nil),
            ("lock/LCK..ttyUSB9", Array("200\n".utf8), nil), ("lock/LCK..second", Array("200\n".utf8), 200),
        ] as [(String, [UInt8], Int?)]
    )
    func lockFiles(_ file: String, _ contents: [UInt8], _ pid: Int?) async throws {
        try await Self.withWorld { finder, devices in
            let folder = String(devices.dropLast("/dev".count))
            for name in ["lock", "run"] {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            }
            try Data(contents).write(to: URL(filePath: "\(folder)/\(file)"))
            try FileManager.default.createSymbolicLink(
                atPath: devices + "/second",
                withDestinationPath: devices + "/ttyUSB0"
            )
            let asked = file.hasSuffix("second") ? "second" : "ttyUSB0"
            #expect(finder.holder(of: "\(devices)/\(asked)")?.pid == pid)
        }
    }

    @Test("a lock file of a device below a folder contains the folder's name")
    func lockFilesOfFolders() async throws {
        try await withTemporaryFolder { folder in
            let terminal = try PseudoTerminal()
            let name = terminal.path.dropFirst("/dev/".count).replacing("/", with: "_")
            try Data("\(getppid())\n".utf8).write(to: URL(filePath: "\(folder)/LCK..\(name)"))
            let finder = PortHolderFinder(locks: [folder])
            #expect(finder.otherHolder(of: terminal.path)?.pid == Int(getppid()))
        }
    }

    @Test func thisProcessIsNotAnotherHolder() throws {
        let terminal = try PseudoTerminal()
        let own = try OpenFile(terminal.path)
        #expect(PortHolderFinder().holder(of: terminal.path)?.pid == Int(getpid()))
        #expect(PortHolderFinder().otherHolder(of: terminal.path) == nil)
        withExtendedLifetime(own) {}
    }

    @Test func theRealLockTableIsParsed() throws {
        let terminal = try PseudoTerminal()
        let host = try OpenFile(terminal.path)
        try #require(flock(host.descriptor.raw, LOCK_EX | LOCK_NB) == 0)
        let text = try String(contentsOfFile: "/proc/locks", encoding: .utf8)
        let file = try #require(LockTable.File(path: terminal.path))
        #expect(LockTable(parsing: text).holder(of: file) == Int(getpid()))
        withExtendedLifetime(host) {}
    }

    @Test func filesOutsideTheDevicesAreIgnored() async throws {
        try await Self.withWorld { finder, devices in
            #expect(finder.holder(of: "/dev/null") == nil)
        }
    }

    @Test func thisProcessIsFoundInTheRealProcFolder() throws {
        let terminal = try PseudoTerminal()
        #expect(PortHolderFinder().holder(of: terminal.path) == nil)
        let host = try OpenFile(terminal.path)
        let holder = try #require(PortHolderFinder().holder(of: terminal.path))
        #expect(holder.pid == Int(getpid()))
        #expect(!holder.command.isEmpty)
        withExtendedLifetime(host) {}
    }
}
