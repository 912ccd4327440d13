package import TransportCore

/// Opens a board's console that a server provides with Telnet's COM-PORT-OPTION, `rfc2217://HOST:PORT` (RFC 2217).
///
/// The result conforms to `SerialControl` if the server supports the option; otherwise only bytes pass, and the line keeps
/// the server's settings. DTR and RTS are left alone until they are set.
package struct RFC2217Connector: TransportConnector {
    /// The host's name or address.
    package var host: String
    /// The TCP port.
    package var port: Int
    /// The line rate to request, in bits per second.
    package var baud: Int
    private var settings = NetworkSettings()

    /// Makes a connector; nothing is opened yet.
    package init(host: String, port: Int, baud: Int = 115_200) {
        self.host = host
        self.port = port
        self.baud = baud
    }

    init(host: String, port: Int, baud: Int = 115_200, settings: NetworkSettings) {
        self.init(host: host, port: port, baud: baud)
        self.settings = settings
    }

    /// Host and port, as an address.
    package var address: TransportAddress {
        .rfc2217(host: host, port: port)
    }

    /// Connects and configures the line: the rate, eight bits, no parity.
    /// - Throws: the same errors as `SocketConnector.connect()`.
    package func connect() async throws(TransportError) -> any ByteTransport {
        try await open(within: settings.connectLimit)
    }

    /// Connects as soon as the server is ready: it may have lost its board, be restarting, or still refuse.
    package func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await Reconnection(address, within: timeout).run { limit async throws(TransportError) in
            try await open(within: min(limit, settings.connectLimit))
        }
    }

    private func open(within limit: Duration) async throws(TransportError) -> any ByteTransport {
        var settings = settings
        (settings.baud, settings.connectLimit) = (baud, limit)
        let port = try await NetworkPort.open(address, settings)
        return await port.controlsLine ? RFC2217Port(port: port) : port
    }
}
