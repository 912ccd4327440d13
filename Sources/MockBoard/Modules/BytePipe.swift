/// A pipe of `pipe.create`: bytes are written at one end and read at the other.
///
/// Source: `nodemcu-firmware dev-esp32 pipe.c`; its records are only counted here.
final class BytePipe {
    /// The capacity of a record in the firmware (`LUAL_BUFFERSIZE`).
    static let recordSize = 256

    /// How much to read at a time.
    enum Portion {
        case count(Int)
        case line(end: UInt8, keepsEnd: Bool)
    }

    /// The callback for new bytes, and the priority of its task.
    struct Reader {
        var function: Int32
        var priority: Int
        /// The function has been called and has not returned; after an error it never returns.
        var isActive = false
        /// Its task is due.
        var isPosted = false
    }

    var reader: Reader?
    private(set) var bytes: [UInt8] = []

    var recordCount: Int { (bytes.count + Self.recordSize - 1) / Self.recordSize }

    func write(_ more: [UInt8]) {
        bytes += more
    }

    func unread(_ more: [UInt8]) {
        bytes = more + bytes
    }

    /// Removes and returns bytes, at most as many as requested; `nil` if the pipe is empty.
    func read(_ portion: Portion) -> [UInt8]? {
        guard !bytes.isEmpty else { return nil }
        let (wanted, used): (Int, Int)
        switch portion {
        case .count(let count):
            wanted = min(count, bytes.count)
            used = wanted
        case .line(let end, let keepsEnd):
            let index = bytes.firstIndex(of: end)
            wanted = index.map { keepsEnd ? $0 + 1 : $0 } ?? bytes.count
            used = index.map { $0 + 1 } ?? bytes.count
        }
        defer { bytes.removeFirst(used) }
        return Array(bytes.prefix(wanted))
    }
}
