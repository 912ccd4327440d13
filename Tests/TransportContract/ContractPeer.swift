/// The far end of a transport under test: what a board does with its console, done by hand.
public protocol ContractPeer: Sendable {
    /// Sends bytes to the host, at most 4 KB at a time, and returns once they are on their way.
    func send(_ bytes: [UInt8]) async throws

    /// Waits until the host has sent `count` bytes and takes them; the rest stays for the next call.
    func receive(_ count: Int) async throws -> [UInt8]

    /// Goes away, as an unplugged board does.
    func hangUp() async throws
}
