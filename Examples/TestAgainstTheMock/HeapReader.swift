import MockBoard

/// A project's code that talks to its boards: asks for the free heap, and asks again if no answer comes.
///
/// It knows only a transport, not the mock board: the same code runs with `SerialPortConnector`.
struct HeapReader {
    let board: any TransportConnector
    var attempts = 3

    /// The free heap in bytes; `nil` if the board does not answer.
    func read() async throws -> Int? {
        let transport = try await board.connect()
        let heap = try await ask(transport)
        await transport.close()
        return heap
    }

    private func ask(_ transport: any ByteTransport) async throws -> Int? {
        for _ in 0..<attempts {
            try await transport.write(
                Array("print('heap='..node.heap()..';')\n".utf8),
                until: transport.deadline(after: .seconds(1))
            )
            let deadline = await transport.deadline(after: .seconds(1))
            var heard = ""
            while case let bytes = try await transport.read(until: deadline), !bytes.isEmpty {
                heard += String(decoding: bytes, as: UTF8.self)
                // The echo of the question has no digits after the word.
                for part in heard.split(separator: "heap=").dropFirst() {
                    if let end = part.firstIndex(of: ";"), let heap = Int(part[..<end]) { return heap }
                }
            }
        }
        return nil
    }
}
