import Synchronization
import Testing
import TransportContract
import TransportCore
import TransportPosix
import TransportTrace

/// A traced serial port fulfills the contract of transports.
@Suite(.timeLimit(.minutes(2))) struct TracedSerialPortTests {
    private static let contract = TransportContract([.waitsInRealTime, .holdsBackWriters, .controlsLine]) {
        let peer = try PseudoTerminalPeer()
        let tracing = TracingConnector(SerialPortConnector(path: peer.path)) { _ in }
        return TransportContract.Pair(try await tracing.connect(), peer)
    }

    @Test(arguments: contract.clauses) func keeps(_ clause: TransportContract.Clause) async throws {
        try await Self.contract.check(clause)
    }

    @Test func aMissingPortIsTraced() async throws {
        let records = Mutex<[TraceRecord]>([])
        let tracing = TracingConnector(SerialPortConnector(path: "/dev/nothing-here")) { record in
            records.withLock { $0.append(record) }
        }
        await #expect(throws: TransportError.self) { try await tracing.connect() }
        #expect(
            records.withLock { $0.map(\.description) } == ["0.000000000 ! open noDevice There is no /dev/nothing-here."]
        )
    }
}
