import Glibc
import Testing
import TransportCore
import TransportPosix

/// Sessions leave no descriptor and no thread behind, however they end.
///
/// Runs in a separate process, since other tests open ports meanwhile.
@Suite(.timeLimit(.minutes(2))) struct DescriptorTests {
    /// The number of entries in a folder of the process.
    private static func count(_ folder: String) throws -> Int {
        guard let directory = opendir("/proc/self/\(folder)") else { throw OpenFile.Refused(code: errno) }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        return count
    }

    /// Waits until the counts are back to the original values: a dropped port ends on its own thread.
    private static func expectBack(to descriptors: Int, threads: Int, after what: Comment) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(10))
        while try count("fd") > descriptors || count("task") > threads, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try count("fd") <= descriptors, what)
        #expect(try count("task") <= threads, what)
    }

    private static func talk(_ port: SerialPort, _ peer: PseudoTerminalPeer) async throws {
        let deadline = TransportInstant.monotonic.advanced(by: .seconds(10))
        try await port.write(Array("probe\n".utf8), until: deadline)
        #expect(try await peer.receive(6) == Array("probe\n".utf8))
        try await peer.send(Array("> ".utf8))
        var answer: [UInt8] = []
        while answer.count < 2 { answer += try await port.read(until: deadline) }
    }

    private static func session(_ number: Int, _ peer: PseudoTerminalPeer) async throws {
        let port = try await SerialPort.open(path: peer.path)
        try await talk(port, peer)
        switch number % 5 {
        case 0: await port.close()
        case 1:
            await port.close()
            await port.close()
        case 2:
            await #expect(throws: TransportError.self) { try await SerialPort.open(path: peer.path) }
            await port.close()
        case 3:
            let reader = Task { try await port.read(until: .monotonic.advanced(by: .seconds(10))) }
            reader.cancel()
            await #expect(throws: TransportError.self) { _ = try await reader.value }
            await port.close()
        default: break  // Dropped.
        }
    }

    @Test func aThousandSessionsLeaveNothingOpen() async {
        await #expect(processExitsWith: .success) {
            let peer = try PseudoTerminalPeer()
            // The runtime opens some descriptors once, in the first sessions.
            for number in 0..<10 { try await Self.session(number, peer) }
            try await Task.sleep(for: .milliseconds(200))
            let (descriptors, threads) = (try Self.count("fd"), try Self.count("task"))
            for number in 0..<1000 { try await Self.session(number, peer) }
            try await Self.expectBack(to: descriptors, threads: threads, after: "sessions")

            for _ in 0..<100 {
                let vanishing = try PseudoTerminalPeer()
                let port = try await SerialPort.open(path: vanishing.path)
                try await Self.talk(port, vanishing)
                await vanishing.hangUp()
                await #expect(throws: TransportError.self) {
                    _ = try await port.read(until: .monotonic.advanced(by: .seconds(10)))
                }
                await port.close()
            }
            try await Self.expectBack(to: descriptors, threads: threads, after: "boards that disappear")

            for path in ["/dev/null", "/nowhere", "/proc/self/maps", "/"] {
                for _ in 0..<100 {
                    await #expect(throws: TransportError.self) { try await SerialPort.open(path: path) }
                }
            }
            try await Self.expectBack(to: descriptors, threads: threads, after: "paths that are not ports")
        }
    }
}
