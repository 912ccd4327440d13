import Testing
import TransportCore

@testable import TransportNetwork

/// The serial line of servers that behave differently.
@Suite(.timeLimit(.minutes(2))) struct RFC2217PortTests {
    private static func line(_ manner: ServerManner) async throws -> (any SerialControl, LoopbackPeer) {
        let (transport, peer) = try await Loopback.connect(manner)
        return (try #require(transport as? any SerialControl), peer)
    }

    @Test func theLineIsConfiguredWithoutChangingTheModemLines() async throws {
        let (line, peer) = try await Self.line(.repeatsAll)
        #expect(await line.baud == 115_200)
        #expect(peer.commands == [.setDataSize(8), .setParity(1), .setStopSize(1), .setBaudRate(115_200)])
        await line.close()
        try await peer.awaitEnd()
        #expect(peer.commands.count == 4, "closing sends no further commands")
    }

    @Test func aServerThatAnswersOnlyRatesWorks() async throws {
        let (line, peer) = try await Self.line(.answersRates)
        try await line.setModemLines(ModemLines(dtr: false, rts: true))
        try await line.setBaud(230_400)
        #expect(await line.baud == 230_400)
        try await line.write([1], until: line.deadline(after: .seconds(10)))
        #expect(try await peer.receive(1) == [1])
        await line.close()
    }

    @Test func aServerThatAnswersNothingWorks() async throws {
        let (line, peer) = try await Self.line(.answersNothing)
        #expect(await line.baud == 115_200)
        try await line.setBaud(230_400)
        #expect(await line.baud == 230_400)
        try await peer.send([1])
        #expect(try await line.read(until: line.deadline(after: .seconds(10))) == [1])
        await line.close()
        try await peer.awaitEnd()
        #expect(peer.commands.last == .setBaudRate(115_200), "the rate is restored")
    }

    @Test func aServerThatRefusesTheOptionCarriesBytes() async throws {
        let (transport, peer) = try await Loopback.connect(.refusesComPort)
        #expect(!(transport is any SerialControl))
        #expect(peer.commands.isEmpty)
        try await transport.write([255, 13, 1], until: transport.deadline(after: .seconds(10)))
        #expect(try await peer.receive(3) == [255, 13, 1])
        await transport.close()
    }

    @Test func aRateThatTheServerDoesNotAcceptIsRefused() async throws {
        let (line, peer) = try await Self.line(.isFixed)
        #expect(await line.baud == 9600, "the server reports it")
        let error = await #expect(throws: TransportError.self) { try await line.setBaud(230_400) }
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("the server reports 9600") == true)
        #expect(await line.baud == 9600)
        #expect(peer.commands.suffix(2) == [.setBaudRate(230_400), .setBaudRate(9600)])
        await line.close()
    }

    @Test("each modem line is sent separately, in an order that does not reset the board in between")
    func modemLines() async throws {
        let (line, peer) = try await Self.line(.repeatsAll)
        let first = peer.commands.count
        #expect(try await line.modemLines == ModemLines(dtr: true, rts: true), "as opening the port leaves them")
        try await line.setModemLines(ModemLines(dtr: true, rts: true))
        try await line.setModemLines(ModemLines(dtr: false, rts: false))
        try await peer.awaitCommand(.setControl(.dtr(false)))
        #expect(
            Array(peer.commands[first...]) == [
                .setControl(.dtr(true)), .setControl(.rts(true)), .setControl(.rts(false)), .setControl(.dtr(false)),
            ]
        )
        await line.close()
    }

    @Test func rateAndLinesWorkInACancelledTask() async throws {
        let (line, peer) = try await Self.line(.repeatsAll)
        let task = Task {
            for await _ in AsyncStream<Never>.makeStream().stream {}
            try await line.setBaud(9600)
            try await line.setModemLines(ModemLines(dtr: false, rts: true))
        }
        task.cancel()
        try await task.value
        try await peer.awaitCommand(.setControl(.dtr(false)))
        #expect(await line.baud == 9600)
        await line.close()
    }

    @Test func dataWaitsWhileTheServerSuspendsIt() async throws {
        let (line, peer) = try await Self.line(.repeatsAll)
        try await peer.say(.flowControlSuspend)
        // The read also processes commands that were received before.
        try await peer.send([5])
        #expect(try await line.read(until: line.deadline(after: .seconds(10))) == [5])
        let error = await #expect(throws: TransportError.self) {
            try await line.write([1, 2], until: line.deadline(after: .milliseconds(50)))
        }
        #expect(error?.code == .timedOut)
        #expect(error?.message.contains("accepted only 0 of 2 bytes") == true)
        let writing = Task { try await line.write([3, 4], until: line.deadline(after: .seconds(20))) }
        try await peer.say(.flowControlResume)
        try await writing.value
        #expect(try await peer.receive(2) == [3, 4])
        await line.close()
    }
}
