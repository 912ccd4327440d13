import Glibc
import TransportPosix

/// The nonblocking calls on TCP sockets that a connection needs.
enum Socket {
    /// After this time without an answer to data or keepalives, a connection is lost; in seconds.
    static let silenceLimit = 15
    /// The size of the send buffer, smaller than the kernel's, so that a board that does not read is noticed.
    private static let sendBuffer: Int32 = 64 * 1024

    /// Makes a socket and starts to connect it; the code is 0, `EINPROGRESS` or the error.
    static func connecting(to address: SocketAddress) -> (socket: Int32, code: Int32) {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let raw = socket(address.family, type, 0)
        guard raw >= 0 else { return (-1, errno) }
        setUp(raw)
        let result = address.bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return Int32(-1) }
            return connect(raw, base.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        return (raw, result == 0 ? 0 : errno)
    }

    /// The error of a started connection; 0 if it was established.
    static func failure(of socket: borrowing OwnedDescriptor) -> Int32 {
        option(socket, SOL_SOCKET, SO_ERROR) ?? errno
    }

    /// The value of an option.
    static func option(_ socket: borrowing OwnedDescriptor, _ level: Int32, _ name: Int32) -> Int32? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout.size(ofValue: value))
        return getsockopt(socket.raw, level, name, &value, &size) == 0 ? value : nil
    }

    /// Bytes are sent immediately, and a far end that disappears silently is noticed (`tcp(7)`).
    private static func setUp(_ raw: Int32) {
        let tcp = Int32(IPPROTO_TCP)
        set(raw, SOL_SOCKET, SO_SNDBUF, sendBuffer)
        set(raw, SOL_SOCKET, SO_KEEPALIVE, 1)
        set(raw, tcp, TCP_NODELAY, 1)
        set(raw, tcp, TCP_KEEPIDLE, 5)
        set(raw, tcp, TCP_KEEPINTVL, 3)
        set(raw, tcp, TCP_KEEPCNT, 3)
        set(raw, tcp, TCP_USER_TIMEOUT, Int32(silenceLimit * 1000))
    }

    private static func set(_ raw: Int32, _ level: Int32, _ name: Int32, _ value: Int32) {
        var value = value
        _ = setsockopt(raw, level, name, &value, socklen_t(MemoryLayout.size(ofValue: value)))
    }
}

extension OwnedDescriptor {
    /// Signals the far end that no more bytes will be sent.
    func endOutput() {
        _ = shutdown(raw, Int32(SHUT_WR))
    }
}
