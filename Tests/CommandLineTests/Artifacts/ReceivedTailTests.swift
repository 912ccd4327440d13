import Testing

@testable import Reports
@testable import otaflash

struct ReceivedTailTests {
    @Test(arguments: [1, 7, 2047, 2048, 2049, 10_000])
    func `the last bytes are kept regardless of how they are split`(size: Int) {
        let all = (0..<30_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        var tail = ReceivedTail()
        for start in stride(from: 0, to: all.count, by: size) {
            tail.append(Array(all[start..<min(all.count, start + size)]))
        }
        #expect(Array(tail.bytes) == all.suffix(2048))
        #expect(tail.count == all.count)
    }

    @Test func `fewer bytes than the limit are all kept`() {
        var tail = ReceivedTail()
        #expect(tail.bytes.isEmpty)
        tail.append(Array("abc".utf8))
        #expect(Array(tail.bytes) == Array("abc".utf8))
    }
}
