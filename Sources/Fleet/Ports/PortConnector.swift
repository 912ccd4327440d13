public import TransportCore
import TransportNetwork
import TransportPosix

/// Opens the transport that an address requires.
public struct PortConnector: TransportConnector, Hashable {
    /// Where the board is found.
    public var address: TransportAddress
    /// The line rate in bits per second, for transports that have one.
    public var baud: Int
    /// A link that follows the board if it comes back under another name.
    public var link: String?
    /// How long to wait for a network server that is not ready yet.
    public var patience: Duration

    /// Makes a connector; nothing is opened yet.
    public init(
        _ address: TransportAddress,
        baud: Int = 115_200,
        link: String? = nil,
        patience: Duration = .zero
    ) {
        self.address = address
        self.baud = baud
        self.link = link
        self.patience = patience
    }

    /// Opens the transport; it conforms to `SerialControl` for a terminal, and for `rfc2217://` if the server supports it.
    /// - Throws: `unsupported` for a simulated board; the errors of the transport.
    public func connect() async throws(TransportError) -> any ByteTransport {
        let connector = try connector { $0 }
        guard address.isOnNetwork, patience > .zero else { return try await connector.connect() }
        return try await connector.reconnect(within: patience)
    }

    /// Opens the transport to a board that has disappeared: by the link that follows it, if there is one, or at its
    /// server as soon as that is ready again.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await connector { link ?? $0 }.reconnect(within: timeout)
    }

    private func connector(path: (String) -> String) throws(TransportError) -> any TransportConnector {
        switch address {
        case .terminal(let terminal):
            return SerialPortConnector(path: path(terminal), baud: baud)
        case .socket(let host, let port):
            return SocketConnector(host: host, port: port)
        case .rfc2217(let host, let port):
            return RFC2217Connector(host: host, port: port, baud: baud)
        case .simulated(let name):
            throw TransportError(
                .unsupported,
                at: address,
                "The board \(name) exists only in the process that simulates it.",
                nextStep: "Serve it on a terminal, and name that."
            )
        }
    }
}
