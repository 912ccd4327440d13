package import TransportCore

/// Opens a board's console that a server provides as raw TCP, `socket://HOST:PORT`.
///
/// All bytes pass unchanged. The server sets the line rate, and there are no modem lines. A lock keeps other processes of
/// this host away; only the server knows of other clients.
package struct SocketConnector: TransportConnector {
    /// The host's name or address.
    package var host: String
    /// The TCP port.
    package var port: Int
    private var settings = NetworkSettings()

    /// Makes a connector; nothing is opened yet.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init(host: String, port: Int, settings: NetworkSettings) {
        self.init(host: host, port: port)
        self.settings = settings
    }

    /// Host and port, as an address.
    package var address: TransportAddress {
        .socket(host: host, port: port)
    }

    /// Connects.
    /// - Throws: `noDevice` if nothing listens, the host is unknown or does not answer, or the server has no device;
    ///   `busy`, `linkLost` if the server closes immediately, `permissionDenied`, `cancelled`, `system`.
    package func connect() async throws(TransportError) -> any ByteTransport {
        try await NetworkPort.open(address, settings)
    }

    /// Connects as soon as the server is ready: it may have lost its board, be restarting, or still refuse.
    package func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await Reconnection(address, within: timeout).run { limit async throws(TransportError) in
            var settings = settings
            settings.connectLimit = min(limit, settings.connectLimit)
            return try await NetworkPort.open(address, settings)
        }
    }
}
