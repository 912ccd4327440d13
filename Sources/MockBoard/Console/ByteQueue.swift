/// A queue of bytes, first in, first out.
struct ByteQueue {
    private var bytes: [UInt8] = []
    private var head = 0

    var count: Int { bytes.count - head }
    var isEmpty: Bool { head == bytes.count }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(contentsOf other: ByteQueue) {
        bytes.append(contentsOf: other.bytes[other.head...])
    }

    mutating func append(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    mutating func popFirst() -> UInt8? {
        guard head < bytes.count else { return nil }
        defer {
            head += 1
            if head == bytes.count { removeAll() } else if head > 4096 { compact() }
        }
        return bytes[head]
    }

    /// Removes and returns that many bytes, or all if there are fewer.
    mutating func take(_ count: Int) -> [UInt8] {
        guard count < self.count else { return takeAll() }
        defer {
            head += count
            if head > 4096 { compact() }
        }
        return Array(bytes[head..<head + count])
    }

    mutating func takeAll() -> [UInt8] {
        guard !isEmpty else { return [] }
        defer { removeAll() }
        return head == 0 ? bytes : Array(bytes[head...])
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        head = 0
    }

    private mutating func compact() {
        bytes.removeFirst(head)
        head = 0
    }
}
