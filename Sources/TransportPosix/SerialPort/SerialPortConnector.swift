public import TransportCore

/// Opens a serial port or pseudo terminal by its path, which may be a link of `/dev/serial/by-id`.
///
/// The path is resolved at each opening: a board that came back under another name is found by its link.
public struct SerialPortConnector: TransportConnector, Hashable {
    /// The device node, or a link to it.
    public var path: String
    /// The line rate in bits per second.
    public var baud: Int

    /// Makes a connector; nothing is opened yet.
    public init(path: String, baud: Int = 115_200) {
        self.path = path
        self.baud = baud
    }

    /// The path, as an address.
    public var address: TransportAddress {
        .terminal(path: path)
    }

    /// Opens the port; the result also conforms to `SerialControl`.
    public func connect() async throws(TransportError) -> any ByteTransport {
        try await SerialPort.open(path: path, baud: baud)
    }
}
