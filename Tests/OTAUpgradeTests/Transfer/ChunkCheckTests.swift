import Testing

@testable import OTAUpgrade

@Suite struct ChunkCheckTests {
    private let payload = (0..<240).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }

    @Test func theCheckIsTwoBytesThatNeedNoEscape() {
        for offset in [0, 1, 16380, 16381, 1_000_000, 16_000_000] {
            let bytes = ChunkCheck.bytes(of: payload, at: offset)
            #expect(bytes.count == 2)
            #expect(bytes.allSatisfy { $0 >= 128 })
        }
    }

    @Test func aFlippedBitALostByteAndASwapAreDetected() {
        let good = ChunkCheck.value(of: payload, at: 480)
        for index in payload.indices {
            for bit in 0..<8 {
                var damaged = payload
                damaged[index] ^= 1 << bit
                #expect(ChunkCheck.value(of: damaged, at: 480) != good)
            }
            var shorter = payload
            shorter.remove(at: index)
            #expect(ChunkCheck.value(of: shorter, at: 480) != good)
            if index > 0, payload[index] != payload[index - 1] {
                var swapped = payload
                swapped.swapAt(index, index - 1)
                #expect(ChunkCheck.value(of: swapped, at: 480) != good)
            }
        }
    }

    @Test func aChunkThatArrivesTwiceIsDetected() {
        #expect(ChunkCheck.value(of: payload, at: 0) != ChunkCheck.value(of: payload, at: payload.count))
    }
}
