import Foundation
import Glibc
import Testing
import TransportCore

@testable import TransportPosix

/// The errors and advice for paths that cannot be used.
@Suite(.timeLimit(.minutes(2))) struct SerialPortOpeningTests {
    private static func refusal(of path: String) async throws -> TransportError {
        let error = await #expect(throws: TransportError.self) { try await SerialPort.open(path: path) }
        return try #require(error)
    }

    @Test(
        "a path that does not exist",
        arguments: ["/dev/no-such-port", "/no/such/folder/port", "/dev/null/port", ""]
    )
    func nothingThere(_ path: String) async throws {
        let error = try await Self.refusal(of: path)
        #expect(error.code == .noDevice)
        #expect(error.address == .terminal(path: path))
        #expect(error.nextStep?.contains("the name of the port") == true)
    }

    @Test("a dangling link and a circular link")
    func deadLinks() async throws {
        try await withTemporaryFolder { folder in
            try #require(symlink("/dev/no-such-port", folder + "/gone") == 0)
            try #require(symlink(folder + "/circle", folder + "/circle") == 0)
            for name in ["gone", "circle"] {
                #expect(try await Self.refusal(of: "\(folder)/\(name)").code == .noDevice)
            }
        }
    }

    @Test("a path that is not a terminal")
    func noTerminal() async throws {
        try await withTemporaryFolder { folder in
            try #require(FileManager.default.createFile(atPath: folder + "/file", contents: nil))
            try #require(mkfifo(folder + "/pipe", 0o600) == 0)
            for (path, kind) in [
                (folder, "a directory"), ("\(folder)/file", "a file"), ("\(folder)/pipe", "a pipe"),
                ("/dev/null", "a device without a line"), ("/dev/urandom", "a device without a line"),
            ] {
                let error = try await Self.refusal(of: path)
                #expect(error.code == .notATerminal, "\(path)")
                #expect(error.message.contains(kind), "\(path)")
                #expect(error.nextStep != nil)
            }
        }
    }

    @Test("a second opener in this process learns who holds the port")
    func heldHere() async throws {
        let peer = try PseudoTerminalPeer()
        let port = try await SerialPort.open(path: peer.path)
        let error = try await Self.refusal(of: peer.path)
        #expect(error.code == .busy)
        #expect(error.holder?.pid == Int(getpid()))
        #expect(error.nextStep?.contains(String(getpid())) == true)
        #expect(await peer.hostBaud == 115_200, "the holder is not disturbed")
        try await port.setBaud(9600)
        _ = try await Self.refusal(of: peer.path)
        #expect(await peer.hostBaud == 9600)
        await port.close()
        await (try await SerialPort.open(path: peer.path)).close()
    }

    @Test("a closed port is free even while a forked child still has its descriptor")
    func aForkedDescriptor() async throws {
        let peer = try PseudoTerminalPeer()
        let port = try await SerialPort.open(path: peer.path)
        let copies = (3..<1024).compactMap { number -> Int32? in
            guard FileSystem.target(ofLink: "/proc/self/fd/\(number)") == peer.path else { return nil }
            return dup(Int32(number))
        }
        defer { copies.forEach { close($0) } }
        #expect(!copies.isEmpty)
        await port.close()
        await (try await SerialPort.open(path: peer.path)).close()
    }

    @Test("a holding process is named", .enabled(if: access("/usr/bin/flock", X_OK) == 0, "needs util-linux"))
    func heldElsewhere() async throws {
        let peer = try PseudoTerminalPeer()
        let holder = Process()
        let (input, output) = (Pipe(), Pipe())
        holder.executableURL = URL(filePath: "/usr/bin/flock")
        holder.arguments = [peer.path, "sh", "-c", "echo locked; cat"]
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        #expect(output.fileHandleForReading.availableData == Data("locked\n".utf8))
        let error = try await Self.refusal(of: peer.path)
        #expect(error.code == .busy)
        #expect(error.holder?.pid == Int(holder.processIdentifier))
        #expect(error.holder?.command.contains("flock \(peer.path)") == true)
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        await (try await SerialPort.open(path: peer.path)).close()
    }

    @Test("a pseudo terminal is not flagged exclusive, which would outlive a holder that is killed")
    func noLastingFlag() async throws {
        let peer = try PseudoTerminalPeer()
        let port = try await SerialPort.open(path: peer.path)
        #expect(try !OpenFile(peer.path).isExclusive)
        await port.close()
    }

    @Test("a user without permission learns how to get it")
    func noPermission() async {
        await #expect(processExitsWith: .success) {
            let terminal = try PseudoTerminal()
            try #require(chmod(terminal.path, 0) == 0)
            becomeNobody()
            let error = try await SerialPortOpeningTests.refusal(of: terminal.path)
            try #require(error.code == .permissionDenied)
            try #require(error.systemError == EACCES)
            try #require(error.nextStep?.firstMatch(of: /Join the group|udev rule/) != nil)
        }
    }

    @Test("a port that another program holds exclusively is busy")
    func exclusive() async {
        await #expect(processExitsWith: .success) {
            let terminal = try PseudoTerminal()
            let other = try OpenFile(terminal.path)
            try #require(chmod(terminal.path, 0o666) == 0)
            try other.takeExclusively()
            becomeNobody()
            let error = try await SerialPortOpeningTests.refusal(of: terminal.path)
            try #require(error.code == .busy)
            try #require(error.systemError == EBUSY)
        }
    }

    @Test("two hundred rounds leave no descriptor and no thread behind")
    func nothingIsLeft() async {
        await #expect(processExitsWith: .success) {
            func count(_ what: String) -> Int { FileSystem.names(in: "/proc/self/\(what)").count }
            let terminal = try PseudoTerminal()
            await (try await SerialPort.open(path: terminal.path)).close()
            let (descriptors, threads) = (count("fd"), count("task"))
            for round in 0..<200 {
                let port = try await SerialPort.open(path: terminal.path)
                if round.isMultiple(of: 2) { await port.close() }
                _ = try? await SerialPort.open(path: "/dev/null")
                // A dropped port is restored by the thread that drops the last reference.
                while count("fd") > descriptors + 5 { await Task.yield() }
            }
            while count("fd") > descriptors || count("task") > threads + 8 { await Task.yield() }
        }
    }
}
