import ESPImage
import Testing
import TransportContract
import TransportCore

@testable import ESPDevice
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

    @Test("boot text and panics are garbled at another rate")
    func anotherRate() async throws {
        for rate in [115_200, 9600] {
            let board = try await SimulatedBoard.listening()
            let transport = try #require(try await board.connect() as? any SerialControl)
            try await transport.setBaud(rate)
            await board.reset(.powerOn)
            await board.run(for: .seconds(5))
            let text = String(decoding: try await transport.read(until: transport.now), as: UTF8.self)
            #expect(text.contains("rst:0x1 (POWERON_RESET)") == (rate == 115_200))
        }
    }

    @Test("the rate changes once written bytes have left")
    func rateChangesAfterOutput() async throws {
        var configuration = BoardConfiguration(firmware: try AppImageBuilder(size: 0x1000).build())
        configuration.timing = ConsoleTiming()
        let board = try SimulatedBoard(configuration)
        let transport = try #require(try await board.connect() as? any SerialControl)
        let start = await transport.now
        try await transport.write([UInt8](repeating: 0x08, count: 1152), until: start)
        try await transport.setBaud(9600)
        #expect(start.duration(to: await transport.now) >= .milliseconds(99))
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
