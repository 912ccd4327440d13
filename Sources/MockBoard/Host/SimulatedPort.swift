public import TransportCore

/// A simulated board's console under one address: nothing is there any more once the console has come back under another.
///
/// What a host has that was given `/dev/ttyACM0` and not the link that leads to it.
public struct SimulatedPort: TransportConnector {
    /// The address that the port has.
    public let address: TransportAddress
    private let board: SimulatedBoard

    /// The port under which a board can be reached now.
    public init(of board: SimulatedBoard) {
        self.board = board
        address = board.address
    }

    /// Connects to the console.
    /// - Throws: `noDevice` while a USB console is gone, and for good where it came back under another address.
    public func connect() async throws(TransportError) -> any ByteTransport {
        try await board.connect(under: address)
    }

    /// Runs the simulation until the console is there under this address, for `timeout` at most, and connects.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await board.reconnect(under: address, within: timeout)
    }
}
