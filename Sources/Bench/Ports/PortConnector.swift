public import TransportCore
import TransportPosix

/// Opens whatever transport an address calls for.
public struct PortConnector: TransportConnector, Hashable {
    /// Where the board is found.
    public var address: TransportAddress
    /// The line rate in bits per second, where the transport has one to set.
    public var baud: Int
    /// A link that follows the board when it comes back under another name.
    public var link: String?

    /// Makes a connector; nothing is opened yet.
    public init(_ address: TransportAddress, baud: Int = 115_200, link: String? = nil) {
        self.address = address
        self.baud = baud
        self.link = link
    }

    /// Opens the transport; one for a terminal also conforms to `SerialControl`.
    /// - Throws: `unsupported` for an address of a kind that this build cannot reach, beside what the transport throws.
    public func connect() async throws(TransportError) -> any ByteTransport {
        switch address {
        case .terminal(let path):
            return try await SerialPortConnector(path: path, baud: baud).connect()
        case .socket, .rfc2217:
            throw TransportError(
                .unsupported,
                at: address,
                "\(address) is on the network, and network ports are not supported yet.",
                nextStep: "Bring the port to this host, for example with socat, and name the terminal it makes."
            )
        case .simulated(let name):
            throw TransportError(
                .unsupported,
                at: address,
                "The board \(name) is simulated in the process that made it.",
                nextStep: "Start mock-board and name the terminal that it serves."
            )
        }
    }

    /// Opens the transport to a board that has vanished, by the link that follows it where there is one.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        guard case .terminal(let path) = address else { return try await connect() }
        return try await SerialPortConnector(path: link ?? path, baud: baud).reconnect(within: timeout)
    }
}
