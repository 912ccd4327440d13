import Glibc

extension OwnedDescriptor {
    /// How a read or write that does not wait ended.
    package enum Outcome: Sendable, Hashable {
        /// So many bytes went through, at least one.
        case moved(Int)
        /// Nothing can go through at present.
        case notNow
        /// The other end has gone.
        case ended
        /// The system refused, with this `errno`.
        case failed(Int32)
    }

    /// Takes what is there into the front of `buffer`, `limit` bytes at most; the descriptor must not be a blocking one.
    package func read(into buffer: inout [UInt8], atMost limit: Int = .max) -> Outcome {
        outcome { buffer.withUnsafeMutableBytes { Glibc.read(raw, $0.baseAddress, min($0.count, limit)) } }
    }

    /// Hands over as much of `bytes`, of which there is at least one, as fits; the descriptor must not be a blocking
    /// one.
    package func write(_ bytes: ArraySlice<UInt8>) -> Outcome {
        outcome { bytes.withUnsafeBytes { Glibc.write(raw, $0.baseAddress, $0.count) } }
    }

    /// As `write(_:)`, for a socket, whose far end may be gone: that is an outcome and no signal.
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
