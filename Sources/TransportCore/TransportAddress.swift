/// Where a board's console is: a terminal of this host, or a network port.
public enum TransportAddress: Sendable, Hashable, CustomStringConvertible, LosslessStringConvertible {
    /// A serial port or pseudo terminal, by its path.
    case terminal(path: String)
    /// A raw TCP connection, `socket://HOST:PORT`.
    case socket(host: String, port: Int)
    /// A serial port served with Telnet's COM-PORT-OPTION, `rfc2217://HOST:PORT` (RFC 2217).
    case rfc2217(host: String, port: Int)
    /// A board that is simulated in this process.
    case simulated(name: String)

    /// Reads the text form; `nil` if a URL lacks its host or a port from 1 to 65535.
    public init?(_ description: String) {
        if let rest = description.droppingPrefix("socket://") {
            guard let (host, port) = Self.hostAndPort(rest) else { return nil }
            self = .socket(host: host, port: port)
        } else if let rest = description.droppingPrefix("rfc2217://") {
            guard let (host, port) = Self.hostAndPort(rest) else { return nil }
            self = .rfc2217(host: host, port: port)
        } else if let name = description.droppingPrefix("simulated:") {
            self = .simulated(name: String(name))
        } else {
            guard !description.isEmpty, !description.contains("://") else { return nil }
            self = .terminal(path: description)
        }
    }

    /// The text form that `init(_:)` reads.
    public var description: String {
        switch self {
        case .terminal(let path): path
        case .socket(let host, let port): "socket://\(Self.bracketed(host)):\(port)"
        case .rfc2217(let host, let port): "rfc2217://\(Self.bracketed(host)):\(port)"
        case .simulated(let name): "simulated:\(name)"
        }
    }

    /// Whether the board is reached through a server, here or on another machine, whose connections can end and be reopened.
    public var isOnNetwork: Bool {
        switch self {
        case .socket, .rfc2217: true
        case .terminal, .simulated: false
        }
    }

    private static func hostAndPort(_ text: Substring) -> (String, Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        return host.isEmpty ? nil : (String(host), port)
    }

    private static func bracketed(_ host: String) -> String {
        host.contains(":") ? "[\(host)]" : host
    }
}

extension String {
    fileprivate func droppingPrefix(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
