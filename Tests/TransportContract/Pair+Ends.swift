import Testing
import TransportCore

extension TransportContract.Pair {
    func closingTwiceIsClosing() async throws {
        await transport.close()
        await transport.close()
        await expect(.linkLost, "read") { _ = try await transport.read(until: .distantFuture) }
        await transport.close()
    }

    func closedTransportIsLost() async throws {
        try await peer.send([1])
        await transport.close()
        let past = TransportInstant(nanoseconds: 0)
        for deadline in [past, .distantFuture] {
            await expect(.linkLost, "read") { _ = try await transport.read(until: deadline) }
            await expect(.linkLost, "write") { try await transport.write([1], until: deadline) }
            await expect(.linkLost, "write nothing") { try await transport.write([], until: deadline) }
            await expect(.linkLost, "sleep") { try await transport.sleep(until: deadline) }
        }
    }

    func hangUpIsLost() async throws {
        try await peer.hangUp()
        for _ in 0..<3 {
            await expect(.linkLost, "read") { _ = try await transport.read(until: .distantFuture) }
        }
        await expect(.linkLost, "a write must fail sooner or later") {
            try await transport.writeForEver()
        }
    }

    func hangUpComesAfterBytes() async throws {
        try await peer.send([1, 2, 3])
        try await peer.hangUp()
        #expect(try await hostReceives(3) == [1, 2, 3])
        await expect(.linkLost, "read") { _ = try await transport.read(until: .distantFuture) }
    }
}
