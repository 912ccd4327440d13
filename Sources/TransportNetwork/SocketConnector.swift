public import TransportCore

/// Opens a board's console that a server hands out as raw TCP, `socket://HOST:PORT`.
///
/// All bytes pass as they are. The line rate is the server's affair, and there are no modem lines. Processes of this host
/// keep each other away; who else is connected only the server knows.
public struct SocketConnector: TransportConnector {
    /// The host's name or address.
    public var host: String
    /// The TCP port.
    public var port: Int
    private var settings = NetworkSettings()

    /// Makes a connector; nothing is opened yet.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init(host: String, port: Int, settings: NetworkSettings) {
        self.init(host: host, port: port)
        self.settings = settings
    }

    /// Host and port, as an address.
    public var address: TransportAddress {
        .socket(host: host, port: port)
    }

    /// Connects.
    /// - Throws: `noDevice` where nothing listens, the host is not known or does not answer, or the server has no device;
    ///   `busy`, `linkLost` where the server closes at once, `permissionDenied`, `cancelled`, `system`.
    public func connect() async throws(TransportError) -> any ByteTransport {
        try await NetworkPort.open(address, settings)
    }

    /// Connects to a server that has lost its board, is starting anew or still refuses, as soon as it serves.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await Reconnection(address, within: timeout).run { limit async throws(TransportError) in
            var settings = settings
            settings.connectLimit = min(limit, settings.connectLimit)
            return try await NetworkPort.open(address, settings)
        }
    }
}
