import Testing
import TransportContract
import TransportCore
import TransportPosix

@Suite(.timeLimit(.minutes(2))) struct SerialPortTests {
    private static let contract = TransportContract([.waitsInRealTime, .holdsBackWriters, .controlsLine]) {
        let peer = try PseudoTerminalPeer()
        return TransportContract.Pair(try await SerialPort.open(path: peer.path), peer)
    }

    @Test(arguments: contract.clauses) func keeps(_ clause: TransportContract.Clause) async throws {
        try await Self.contract.check(clause)
    }

    @Test(
        "any rate reaches the terminal",
        arguments: [300, 9600, 74_880, 115_200, 250_000, 921_600, 1_500_000, 3_000_000]
    )
    func anyRate(_ baud: Int) async throws {
        let peer = try PseudoTerminalPeer()
        let port = try await SerialPort.open(path: peer.path, baud: baud)
        #expect(await port.baud == baud)
        #expect(await peer.hostBaud == baud)
        try await port.setBaud(baud + 1)
        #expect(await peer.hostBaud == baud + 1)
        await port.close()
    }

    @Test("a pseudo terminal has no modem lines, and setting them is no error")
    func noModemLines() async throws {
        let peer = try PseudoTerminalPeer()
        let port = try await SerialPort.open(path: peer.path)
        #expect(try await port.modemLines == nil)
        try await port.setModemLines(ModemLines(dtr: false, rts: false))
        await port.close()
    }

    @Test("the error says how many bytes a full port accepted")
    func fullPort() async throws {
        let peer = try PseudoTerminalPeer()
        let port = try await SerialPort.open(path: peer.path)
        let error = await #expect(throws: TransportError.self) {
            try await port.write([UInt8](repeating: 1, count: 1_000_000), until: port.now)
        }
        #expect(error?.code == .timedOut)
        let words = try #require(error).message.split(separator: " ")
        let taken = try #require(words.compactMap { Int($0) }.first)
        #expect((4096..<1_000_000).contains(taken))
        #expect(try await peer.receive(taken).count == taken)
        await port.close()
    }

    @Test("bytes from before the port was opened are discarded")
    func staleBytes() async throws {
        let peer = try PseudoTerminalPeer()
        let other = try OpenFile(peer.path)
        try await peer.wait(until: .hostCame)
        try await peer.send([1, 2, 3])
        let port = try await SerialPort.open(path: peer.path)
        withExtendedLifetime(other) {}
        try await peer.send([4])
        #expect(try await port.read(until: port.deadline(after: .seconds(10))) == [4])
        await port.close()
    }

    @Test("the connector's port controls the line")
    func connector() async throws {
        let peer = try PseudoTerminalPeer()
        let connector = SerialPortConnector(path: peer.path, baud: 74_880)
        #expect(connector.address == .terminal(path: peer.path))
        let port = try #require(try await connector.connect() as? any SerialControl)
        #expect(await port.baud == 74_880)
        await port.close()
    }
}
