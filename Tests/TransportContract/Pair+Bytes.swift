import Testing
import TransportCore

extension TransportContract.Pair {
    private static let allValues = (0...255).map { UInt8($0) }
    private static let chunkings = [[256], [1], [2], [3, 1, 7], [64], [255, 1], [10, 13, 17, 19]]
    private static let longTransfer = 256 * 1024
    private static let pieces = [1, 17, 255, 256, 1000, 2048, 4096]

    func allValuesReachThePeer() async throws {
        for lengths in Self.chunkings {
            for piece in Self.allValues.cut(into: lengths) { try await hostSends(piece) }
            #expect(try await peer.receive(256) == Self.allValues, "split into \(lengths)")
        }
    }

    func allValuesReachTheHost() async throws {
        for lengths in Self.chunkings {
            for piece in Self.allValues.cut(into: lengths) { try await peer.send(piece) }
            #expect(try await hostReceives(256) == Self.allValues, "split into \(lengths)")
        }
    }

    func orderIsKeptToThePeer() async throws {
        let bytes = [UInt8].pattern(Self.longTransfer)
        var received: [UInt8] = []
        for piece in bytes.cut(into: Self.pieces) {
            try await hostSends(piece)
            received += try await peer.receive(piece.count)
        }
        #expect(received == bytes)
    }

    func orderIsKeptToTheHost() async throws {
        let bytes = [UInt8].pattern(Self.longTransfer)
        var received: [UInt8] = []
        for piece in bytes.cut(into: Self.pieces) {
            try await peer.send(piece)
            received += try await hostReceives(piece.count)
        }
        #expect(received == bytes)
    }

    func writingNothingIsNothing() async throws {
        try await hostSends([])
        try await hostSends([0x41])
        try await hostSends([])
        try await hostSends([0x42])
        #expect(try await peer.receive(2) == [0x41, 0x42])
    }
}
