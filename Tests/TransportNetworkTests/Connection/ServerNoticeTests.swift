import Testing
import TransportCore
import TransportPosix

@testable import TransportNetwork

/// Notices of servers, and reconnections.
@Suite(.timeLimit(.minutes(2))) struct ServerNoticeTests {
    /// Serves connections one after the other, each in its manner; a connection with a greeting ends after it.
    private static func serve(_ manners: [ServerManner], on listener: consuming LoopbackListener) async throws
        -> LoopbackPeer?
    {
        var last: LoopbackPeer?
        for manner in manners {
            let peer = try LoopbackPeer(try await listener.accept(), manner)
            if !manner.greeting.isEmpty { try await peer.hangUp() }
            last = peer
        }
        return last
    }

    private static func manner(_ text: String, isTelnet: Bool) -> ServerManner {
        ServerManner(isTelnet: isTelnet, greeting: Array(text.utf8))
    }

    @Test(
        arguments: [
            ("Port already in use\r\n", .busy), ("Port's device already in use\r\n", .busy),
            ("Device open failure: Value or file not found\r\n", .noDevice),
        ] as [(String, TransportError.Code)],
        [false, true]
    )
    func aServerThatWillNotServe(_ notice: (String, TransportError.Code), isTelnet: Bool) async throws {
        let listener = try LoopbackListener()
        let connector = try Loopback.connector(port: listener.port, isTelnet: isTelnet, isPatient: true)
        let opening = Task { try await connector.connect() }
        _ = try await Self.serve([Self.manner(notice.0, isTelnet: isTelnet)], on: listener)
        let error = await #expect(throws: TransportError.self) { try await opening.value }
        #expect(error?.code == notice.1)
        #expect(error?.message.hasPrefix("The server at ") == true)
        #expect(error?.nextStep != nil)
    }

    @Test("a notice counts even if the server ends the connection only after a while", arguments: [false, true])
    func aServerThatIsSlowToEnd(isTelnet: Bool) async throws {
        let text = Array("Device open failure: Value or file not found\r\n".utf8)
        let (transport, peer) = try await Loopback.connect(ServerManner(isTelnet: isTelnet, greeting: text))
        var read: [UInt8] = []
        while read.count < text.count {
            read += try await transport.read(until: transport.deadline(after: .seconds(20)))
        }
        try await peer.hangUp()
        let error = await #expect(throws: TransportError.self) {
            while true { _ = try await transport.read(until: transport.deadline(after: .seconds(20))) }
        }
        #expect(error?.code == .noDevice)
        #expect(error?.message.hasSuffix("cannot open its device: Value or file not found.") == true)
        await transport.close()
    }

    @Test(arguments: [false, true])
    func aBoardThatSaysTheSameIsRead(isTelnet: Bool) async throws {
        let text = Array("Port already in use\r\n".utf8)
        let (transport, peer) = try await Loopback.connect(ServerManner(isTelnet: isTelnet, greeting: text))
        var read: [UInt8] = []
        while read.count < text.count {
            read += try await transport.read(until: transport.deadline(after: .seconds(20)))
        }
        #expect(read == text)
        await transport.close()
        try await peer.awaitEnd()
    }

    @Test("a server that is down, then refuses, then serves", arguments: [false, true])
    func aServerThatComesBack(isTelnet: Bool) async throws {
        let listener = try LoopbackListener(isListening: false)
        let connector = try Loopback.connector(port: listener.port, isTelnet: isTelnet, isPatient: true)
        let opening = Task { try await connector.reconnect(within: .seconds(30)) }
        try await Task.sleep(for: .milliseconds(250))
        try listener.beginListening()
        let peer = try await Self.serve(
            [
                Self.manner("Device open failure: Value or file not found\r\n", isTelnet: isTelnet),
                Self.manner("Port already in use\r\n", isTelnet: isTelnet),
                isTelnet ? .repeatsAll : .raw,
            ],
            on: listener
        )
        let transport = try await opening.value
        try await peer?.send([9])
        #expect(try await transport.read(until: transport.deadline(after: .seconds(20))) == [9])
        await transport.close()
    }

    @Test func aServerThatDoesNotComeBackTimesOut() async throws {
        let closed = try LoopbackListener(isListening: false)
        let connector = try Loopback.connector(port: closed.port)
        let start = ContinuousClock.now
        let error = await #expect(throws: TransportError.self) {
            try await connector.reconnect(within: .milliseconds(300))
        }
        #expect(error?.code == .noDevice)
        #expect(ContinuousClock.now - start >= .milliseconds(300))
        let waiting = Task { try await connector.reconnect(within: .seconds(60)) }
        waiting.cancel()
        let cancelled = await #expect(throws: TransportError.self) { try await waiting.value }
        #expect(cancelled?.code == .cancelled)
    }
}
