import Testing

@testable import MockBoard

@Suite struct ConsoleTransmitterTests {
    private static let byteTime: SimulatedTime = 1000
    private static let latency: SimulatedTime = 16_000

    private func transmitter(byteTime: SimulatedTime = byteTime, latency: SimulatedTime = latency) -> ConsoleTransmitter
    {
        ConsoleTransmitter(byteTime: byteTime, latency: latency)
    }

    @Test func bytesTakeTheirTimeOnTheWire() {
        var transmitter = transmitter()
        #expect(transmitter.send([1, 2, 3], at: 0) == 3000)
        #expect(transmitter.isIdle(at: 0) == 3000)
        #expect(transmitter.send([4], at: 10_000) == 11_000)
        #expect(transmitter.isIdle(at: 20_000) == 20_000)
    }

    @Test func theAdapterWaitsForItsLatencyAfterTheFirstByte() {
        var transmitter = transmitter()
        transmitter.send([1, 2, 3], at: 0)
        #expect(transmitter.nextDelivery == 17_000)
        #expect(transmitter.receive(at: 16_999) == [])
        #expect(transmitter.receive(at: 17_000) == [1, 2, 3])
        #expect(transmitter.nextDelivery == .never)
        #expect(transmitter.receive(at: 100_000) == [])
    }

    @Test func aFullPacketIsDeliveredAtOnce() {
        var transmitter = transmitter(latency: 1_000_000)
        transmitter.send([UInt8](0..<63), at: 0)
        #expect(transmitter.nextDelivery == 62_000)
        #expect(transmitter.receive(at: 62_000) == [UInt8](0..<62))
        #expect(transmitter.nextDelivery == 1_063_000)
        #expect(transmitter.receive(at: 1_063_000) == [62])
    }

    @Test func bytesAfterTheLatencyAreAnotherPacket() {
        var transmitter = transmitter()
        transmitter.send([1], at: 0)
        transmitter.send([2], at: 15_000)
        transmitter.send([3], at: 30_000)
        #expect(transmitter.receive(at: 17_000) == [1, 2])
        #expect(transmitter.receive(at: 47_000) == [3])
    }

    @Test func theWriterWaitsForAllButTheFIFO() {
        var transmitter = transmitter()
        transmitter.send([UInt8](repeating: 0, count: 100), at: 0)
        #expect(transmitter.writerContinues(at: 0) == 0)
        transmitter.send([UInt8](repeating: 0, count: 100), at: 0)
        #expect(transmitter.writerContinues(at: 0) == 72_000)
        #expect(transmitter.writerContinues(at: 80_000) == 80_000)
    }

    @Test func discardedBytesNeverArrive() {
        var transmitter = transmitter()
        transmitter.send([UInt8](repeating: 7, count: 100), at: 0)
        transmitter.discard()
        #expect(transmitter.nextDelivery == .never)
        #expect(transmitter.receive(at: .never) == [])
        transmitter.send([1], at: 200_000)
        #expect(transmitter.receive(at: 217_000) == [1])
    }

    @Test func withoutDelaysEverythingArrivesAtOnce() {
        var transmitter = transmitter(byteTime: 0, latency: 0)
        transmitter.send(Array("one".utf8), at: 5)
        transmitter.send(Array(" two".utf8), at: 5)
        #expect(transmitter.nextDelivery == 5)
        #expect(transmitter.receive(at: 5) == Array("one two".utf8))
    }
}
