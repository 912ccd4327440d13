import Glibc
import TransportPosix

/// A TCP socket on this host's loopback interface that accepts connections, on a free port.
struct LoopbackListener: ~Copyable {
    struct Failed: Error { var code: Int32 }

    let descriptor: OwnedDescriptor
    let port: Int

    /// - Parameters:
    ///   - backlog: How many connections are established before they are accepted.
    ///   - isListening: Whether it listens from the start; otherwise it only reserves its port.
    init(backlog: Int32 = 8, isListening: Bool = true) throws {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let raw = socket(AF_INET, type, 0)
        guard raw >= 0 else { throw Failed(code: errno) }
        let descriptor = OwnedDescriptor(adopting: raw)
        // A small buffer, so that a peer that does not read is noticed soon; accepted sockets inherit it.
        for (name, value) in [(SO_REUSEADDR, 1), (SO_RCVBUF, 65536)] as [(Int32, Int32)] {
            var value = value
            setsockopt(raw, SOL_SOCKET, name, &value, socklen_t(MemoryLayout.size(ofValue: value)))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout.size(ofValue: address))
        let isBound = withUnsafeMutableBytes(of: &address) { bytes -> Bool in
            guard let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return bind(raw, address, size) == 0 && (!isListening || listen(raw, backlog) == 0)
                && getsockname(raw, address, &size) == 0
        }
        guard isBound else { throw Failed(code: errno) }
        port = Int(in_port_t(bigEndian: address.sin_port))
        self.descriptor = descriptor
    }

    /// Starts to listen.
    func beginListening() throws {
        guard listen(descriptor.raw, 8) == 0 else { throw Failed(code: errno) }
    }

    /// Accepts the next connection, waiting up to 20 s without blocking its thread.
    func accept() async throws -> OwnedDescriptor {
        let end = ContinuousClock.now.advanced(by: .seconds(20))
        while true {
            let raw = Glibc.accept(descriptor.raw, nil, nil)
            if raw >= 0 {
                _ = fcntl(raw, F_SETFL, O_NONBLOCK)
                return OwnedDescriptor(adopting: raw)
            }
            guard errno == EAGAIN, ContinuousClock.now < end else { throw Failed(code: errno) }
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}
