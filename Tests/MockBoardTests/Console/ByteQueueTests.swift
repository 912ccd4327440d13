import Testing

@testable import MockBoard

@Suite struct ByteQueueTests {
    @Test func firstInFirstOut() {
        var queue = ByteQueue()
        #expect(queue.popFirst() == nil)
        queue.append(1)
        queue.append([2, 3])
        #expect(queue.popFirst() == 1)
        var other = ByteQueue()
        other.append([9, 4, 5])
        #expect(other.popFirst() == 9)
        queue.append(contentsOf: other)
        #expect(queue.count == 4)
        #expect(queue.takeAll() == [2, 3, 4, 5])
        #expect(queue.isEmpty)
    }

    @Test func aLongLivedQueueKeepsItsOrder() {
        var queue = ByteQueue()
        var (written, read) = (0, 0)
        for round in 0..<3000 {
            for _ in 0..<(round % 7 + 3) {
                queue.append(UInt8(truncatingIfNeeded: written))
                written += 1
            }
            for _ in 0..<(round % 5 + 2) where !queue.isEmpty {
                #expect(queue.popFirst() == UInt8(truncatingIfNeeded: read))
                read += 1
            }
            #expect(queue.count == written - read)
        }
    }
}
