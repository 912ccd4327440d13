import Testing
import TransportContract

/// Both transports keep what every transport promises, against a server in this process.
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
}
