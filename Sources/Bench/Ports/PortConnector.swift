public import TransportCore
import TransportNetwork
import TransportPosix

/// Opens whatever transport an address calls for.
public struct PortConnector: TransportConnector, Hashable {
    /// Where the board is found.
    public var address: TransportAddress
    /// The line rate in bits per second, where the transport has one to set.
    public var baud: Int
    /// A link that follows the board when it comes back under another name.
    public var link: String?
    /// How long to wait for a server on the network that does not serve yet.
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

    /// Opens the transport; one for a terminal also conforms to `SerialControl`, and so does one for `rfc2217://` whose
    /// server knows that option.
    /// - Throws: `unsupported` for a simulated board, beside what the transport throws.
    public func connect() async throws(TransportError) -> any ByteTransport {
        let connector = try connector { $0 }
        guard address.isOnNetwork, patience > .zero else { return try await connector.connect() }
        return try await connector.reconnect(within: patience)
    }

    /// Opens the transport to a board that has vanished: by the link that follows it where there is one, or at its server
    /// as soon as that serves again.
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
                "The board \(name) is simulated in the process that made it.",
                nextStep: "Start mock-board and name the terminal that it serves."
            )
        }
    }
}
