import Glibc

/// An address to connect to: a `sockaddr` of any family.
struct SocketAddress: Sendable, Hashable {
    var family: Int32
    var bytes: [UInt8]
}

/// Why a name cannot be resolved.
struct ResolutionError: Error, Sendable, Hashable {
    /// The system's message.
    var reason: String
}

/// A function that looks up the addresses of a host; blocks until it returns.
typealias Resolver = @Sendable (_ host: String, _ port: Int) throws(ResolutionError) -> [SocketAddress]

extension SocketAddress {
    /// The addresses of a host, in the system's order; asks name servers if necessary.
    ///
    /// AI_ADDRCONFIG is not used: with only the loopback interface it would find no address.
    static func resolve(_ host: String, _ port: Int) throws(ResolutionError) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else {
            throw ResolutionError(
                reason: code == EAI_SYSTEM ? String(cString: strerror(errno)) : String(cString: gai_strerror(code))
            )
        }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            let raw = UnsafeRawBufferPointer(start: entry.ai_addr, count: Int(entry.ai_addrlen))
            addresses.append(SocketAddress(family: entry.ai_family, bytes: Array(raw)))
            next = entry.ai_next
        }
        return addresses
    }
}
