import Foundation
import Testing
import TransportPosix

/// The latency timer of a port in a made-up sysfs.
@Suite(.timeLimit(.minutes(2))) struct PortLatencyTests {
    /// Makes the timer file of a port, with a value.
    private static func makeTimer(_ value: String, of port: String, in sysfs: String) throws -> String {
        let name = URL(filePath: port).lastPathComponent
        let folder = "\(sysfs)/bus/usb-serial/devices/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(value.utf8).write(to: URL(filePath: folder + "/latency_timer"))
        return folder + "/latency_timer"
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    @Test(arguments: [
        ("16\n", "1\n", "16\n"), ("2", "1\n", "2\n"), ("1\n", "1\n", "1\n"), ("soon\n", "soon\n", "soon\n"),
    ])
    func theTimerIsLoweredAndGivenBack(found: String, used: String, left: String) async throws {
        try await withTemporaryFolder { sysfs in
            let peer = try PseudoTerminalPeer()
            let timer = try Self.makeTimer(found, of: peer.path, in: sysfs)
            let port = try await SerialPort.open(path: peer.path, sysfs: sysfs)
            #expect(try Self.text(timer) == used)
            await port.close()
            #expect(try Self.text(timer) == left)
        }
    }

    @Test func theTimerIsFoundThroughALink() async throws {
        try await withTemporaryFolder { sysfs in
            let peer = try PseudoTerminalPeer()
            let timer = try Self.makeTimer("16\n", of: peer.path, in: sysfs)
            let link = sysfs + "/board"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: peer.path)
            let port = try await SerialPort.open(path: link, sysfs: sysfs)
            #expect(try Self.text(timer) == "1\n")
            await port.close()
            #expect(LatencyTimer(of: link, sysfs: sysfs)?.milliseconds == 16)
        }
    }

    @Test func aPortWithoutATimerOpensNormally() async throws {
        try await withTemporaryFolder { sysfs in
            let peer = try PseudoTerminalPeer()
            #expect(LatencyTimer(of: peer.path, sysfs: sysfs) == nil)
            let port = try await SerialPort.open(path: peer.path, sysfs: sysfs)
            await port.close()
        }
    }

    @Test("the timer is found by the node's device number, whatever the node is called")
    func aNodeWithAnotherDevicesName() async throws {
        try await withTemporaryFolder { sysfs in
            let peer = try PseudoTerminalPeer()
            let stranger = try Self.makeTimer("16\n", of: peer.path, in: sysfs)
            let name = URL(filePath: peer.path).lastPathComponent
            let terminal = "\(sysfs)/class/tty/\(name)"
            try FileManager.default.createDirectory(atPath: terminal, withIntermediateDirectories: true)
            try Data("188:7\n".utf8).write(to: URL(filePath: terminal + "/dev"))
            #expect(LatencyTimer(of: peer.path, sysfs: sysfs) == nil)
            let own = try Self.makeTimer("16\n", of: "/dev/ttyUSB9", in: sysfs)
            let number = try #require(DeviceNumber(path: peer.path))
            try FileManager.default.createDirectory(
                atPath: "\(sysfs)/class/tty/ttyUSB9",
                withIntermediateDirectories: true
            )
            try FileManager.default.createDirectory(atPath: "\(sysfs)/dev/char", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: "\(sysfs)/dev/char/\(number)",
                withDestinationPath: "../../class/tty/ttyUSB9"
            )
            let port = try await SerialPort.open(path: peer.path, sysfs: sysfs)
            #expect(try Self.text(own) == "1\n")
            #expect(try Self.text(stranger) == "16\n")
            await port.close()
        }
    }
}
