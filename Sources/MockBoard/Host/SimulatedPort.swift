package import TransportCore

/// A simulated board's console under one fixed address: it is gone for good once the console re-enumerates under
/// another.
///
/// It is what a host has that was given `/dev/ttyACM0` instead of the link that points to it.
package struct SimulatedPort: TransportConnector {
    /// The address of the port.
    package let address: TransportAddress
    private let board: SimulatedBoard

    /// The port under which a board is currently reachable.
    package init(of board: SimulatedBoard) {
        self.board = board
        address = board.address
    }

    /// Connects to the console.
    /// - Throws: `noDevice` while a USB console is gone, and permanently if it returned under another address.
    package func connect() async throws(TransportError) -> any ByteTransport {
        try await board.connect(under: address)
    }

    /// Runs the simulation until the console exists under this address, for at most `timeout`, and connects.
    package func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try await board.reconnect(under: address, within: timeout)
    }
}
