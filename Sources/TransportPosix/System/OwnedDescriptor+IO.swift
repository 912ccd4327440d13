import Glibc

extension OwnedDescriptor {
    /// The result of a nonblocking read or write.
    package enum Outcome: Sendable, Hashable {
        /// The number of bytes that were transferred, at least one.
        case moved(Int)
        /// No bytes can be transferred now.
        case notNow
        /// The other end has disappeared.
        case ended
        /// The system call failed with this `errno`.
        case failed(Int32)
    }

    /// Reads the available bytes into the front of `buffer`, at most `limit` bytes; the descriptor must be nonblocking.
    package func read(into buffer: inout [UInt8], atMost limit: Int = .max) -> Outcome {
        outcome { buffer.withUnsafeMutableBytes { Glibc.read(raw, $0.baseAddress, min($0.count, limit)) } }
    }

    /// Writes as much of `bytes`, which must not be empty, as fits; the descriptor must be nonblocking.
    package func write(_ bytes: ArraySlice<UInt8>) -> Outcome {
        outcome { bytes.withUnsafeBytes { Glibc.write(raw, $0.baseAddress, $0.count) } }
    }

    /// Like `write(_:)`, for a socket: a closed far end is an outcome, not a signal.
    package func send(_ bytes: ArraySlice<UInt8>) -> Outcome {
        outcome { bytes.withUnsafeBytes { Glibc.send(raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } }
    }

    private func outcome(of call: () -> Int) -> Outcome {
        while true {
            let count = call()
            if count > 0 { return .moved(count) }
            if count == 0 { return .ended }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .notNow
            case let code: return .failed(code)
            }
        }
    }
}
