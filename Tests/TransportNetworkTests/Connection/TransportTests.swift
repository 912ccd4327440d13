import Glibc
import Testing
import TransportContract
import TransportCore
import TransportPosix

/// Both transports fulfill the contract of transports, with a server in this process.
@Suite(.timeLimit(.minutes(2))) struct TransportTests {
    private static let raw = TransportContract([.waitsInRealTime, .holdsBackWriters, .keepsBytesAfterHangUp]) {
        let (transport, peer) = try await Loopback.connect(.raw)
        return TransportContract.Pair(transport, peer)
    }

    private static let telnet = TransportContract(
        [.waitsInRealTime, .holdsBackWriters, .keepsBytesAfterHangUp, .controlsLine]
    ) {
        let (transport, peer) = try await Loopback.connect(.repeatsAll)
        return TransportContract.Pair(transport, peer)
    }

    private static let plainTelnet = TransportContract([.waitsInRealTime, .holdsBackWriters, .keepsBytesAfterHangUp]) {
        let (transport, peer) = try await Loopback.connect(.refusesComPort)
        return TransportContract.Pair(transport, peer)
    }

    @Test(arguments: raw.clauses) func aRawConnectionKeeps(_ clause: TransportContract.Clause) async throws {
        try await Self.raw.check(clause)
    }

    @Test(arguments: telnet.clauses) func anRFC2217ConnectionKeeps(_ clause: TransportContract.Clause) async throws {
        try await Self.telnet.check(clause)
    }

    @Test(arguments: plainTelnet.clauses)
    func aConnectionToAServerWithoutTheOptionKeeps(_ clause: TransportContract.Clause) async throws {
        try await Self.plainTelnet.check(clause)
    }

    /// A second attempt to send would get another error: the kernel reports a reset once (Linux `tcp.c`, `sk_stream_error`).
    @Test("a connection reset is reported at the first failed write")
    func aResetIsToldOnce() async throws {
        let listener = try LoopbackListener()
        let connector = try Loopback.connector(port: listener.port)
        let opening = Task { try await connector.connect() }
        let peer = try await listener.accept()
        let transport = try await opening.value
        reset(peer)
        let error = await #expect(throws: TransportError.self) {
            while true { try await transport.write([1, 2, 3], until: transport.deadline(after: .seconds(20))) }
        }
        #expect(error?.code == .linkLost)
        #expect(error?.systemError == ECONNRESET)
        await transport.close()
    }

    /// Ends a connection abruptly, with a reset.
    private func reset(_ connection: consuming OwnedDescriptor) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection.raw, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
}
