/// The far end of a transport under test, in the role of a board.
public protocol ContractPeer: Sendable {
    /// Sends bytes to the host, at most 4 KB at a time, and returns once they are sent.
    func send(_ bytes: [UInt8]) async throws

    /// Waits until the host has sent `count` bytes and returns them; the rest stays for the next call.
    func receive(_ count: Int) async throws -> [UInt8]

    /// Disappears, like an unplugged board.
    func hangUp() async throws
}
