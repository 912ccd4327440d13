import Testing
import TransportContract
import TransportCore

@testable import MockBoard

/// The transport of a simulated board fulfils the contract of every transport.
@Suite struct SimulatedTransportTests {
    private static let contract = TransportContract([.controlsLine]) {
        let board = try await SimulatedBoard.listening()
        return TransportContract.Pair(try await board.connect(), BoardPlayedByHand(board: board))
    }

    @Test(arguments: contract.clauses) func keeps(_ clause: TransportContract.Clause) async throws {
        try await Self.contract.check(clause)
    }

    @Test("a transport that another connection has replaced cannot change the rate")
    func aReplacedTransport() async throws {
        let board = try await SimulatedBoard.listening()
        let old = try #require(try await board.connect() as? any SerialControl)
        let new = try #require(try await board.connect() as? any SerialControl)
        let error = await #expect(throws: TransportError.self) { try await old.setBaud(9600) }
        #expect(error?.code == .linkLost)
        #expect(await new.baud == 115_200)
    }

    @Test("a console that comes back does not revive the transport that lost it")
    func aConsoleThatCameBack() async throws {
        let board = try await SimulatedBoard.listening()
        let transport = try await board.connect()
        await board.unplug(for: .seconds(1))
        let end = await transport.now.advanced(by: .seconds(3))
        try await transport.sleep(until: end)
        let error = await #expect(throws: TransportError.self) { _ = try await transport.read(until: end) }
        #expect(error?.code == .linkLost)
        _ = try await board.connect()
    }
}
