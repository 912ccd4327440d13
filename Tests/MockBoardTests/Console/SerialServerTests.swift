import Testing

@testable import MockBoard

/// The path through a network: how a serial server collects bytes, and when the host receives them.
@Suite struct SerialServerTests {
    private func transmitter(gap: Int = 0, toHost: Int = 0) -> ConsoleTransmitter {
        var path = NetworkPath(toBoard: .zero, toHost: .microseconds(toHost))
        path.gap = .microseconds(gap)
        path.longestWait = .microseconds(50)
        return ConsoleTransmitter(byteTime: 1000, latency: 10_000, server: SerialServer(path))
    }

    /// Runs until nothing is in flight; returns the host's bytes by time.
    private func deliveries(_ transmitter: inout ConsoleTransmitter) -> [SimulatedTime: [UInt8]] {
        var deliveries: [SimulatedTime: [UInt8]] = [:]
        while transmitter.nextDelivery != .never {
            let now = transmitter.nextDelivery
            let bytes = transmitter.receive(at: now)
            if !bytes.isEmpty { deliveries[now] = bytes }
        }
        return deliveries
    }

    @Test func aNetworkAddsItsLatency() {
        var transmitter = transmitter(toHost: 100)
        transmitter.send([1], at: 0)
        #expect(deliveries(&transmitter) == [111_000: [1]])
    }

    @Test func aServerSendsAfterAGap() {
        var transmitter = transmitter(gap: 20, toHost: 100)
        for (byte, moment) in [(1, 0), (2, 15_000), (3, 60_000)] as [(UInt8, SimulatedTime)] {
            transmitter.send([byte], at: moment)
        }
        #expect(deliveries(&transmitter) == [146_000: [1, 2], 191_000: [3]])
    }

    @Test func aServerLimitsItsWaitForAGap() {
        var transmitter = transmitter(gap: 20)
        for index in 0..<10 { transmitter.send([UInt8(index)], at: SimulatedTime(index) * 12_000) }
        let deliveries = deliveries(&transmitter)
        #expect(deliveries.keys.min() == 61_000)
        #expect(deliveries.sorted { $0.key < $1.key }.flatMap(\.value) == Array(0..<10))
    }

    @Test func discardedBytesNeverArrive() {
        var transmitter = transmitter(gap: 20, toHost: 100)
        transmitter.send([1, 2], at: 0)
        #expect(transmitter.receive(at: 20_000) == [])
        transmitter.discard()
        #expect(deliveries(&transmitter) == [:])
        transmitter.send([3], at: 200_000)
        #expect(deliveries(&transmitter) == [331_000: [3]])
    }
}
