import Glibc
import Testing
import TransportCore
import TransportPosix

/// A port is restored, however its use ends.
@Suite(.timeLimit(.minutes(2))) struct SerialPortRestorationTests {
    struct OfTheBody: Error, Equatable {}

    /// A terminal with settings that a raw port never has.
    private static func peculiarTerminal() async throws -> (peer: PseudoTerminalPeer, settings: [UInt8]) {
        let peer = try PseudoTerminalPeer()
        let other = try OpenFile(peer.path)
        try other.change { settings in
            settings.c_iflag |= tcflag_t(ICRNL | IXON | IXOFF)
            settings.c_oflag |= tcflag_t(OPOST | ONLCR)
            settings.c_lflag |= tcflag_t(ECHO | ICANON | ISIG)
            settings.c_cflag = (settings.c_cflag | tcflag_t(HUPCL)) & ~tcflag_t(CLOCAL)
            withUnsafeMutableBytes(of: &settings.c_cc) { $0[Int(VMIN)] = 7 }
            cfsetspeed(&settings, speed_t(B4800))
        }
        return (peer, try await peer.settings)
    }

    private static func expectRaw(_ peer: PseudoTerminalPeer) async throws {
        let other = try OpenFile(peer.path)
        var settings = termios()
        try other.change { settings = $0 }
        #expect(settings.c_iflag & tcflag_t(ICRNL | IXON | IXOFF | INPCK | ISTRIP) == 0)
        #expect(settings.c_oflag & tcflag_t(OPOST) == 0)
        #expect(settings.c_lflag & tcflag_t(ECHO | ICANON | ISIG) == 0)
        #expect(settings.c_cflag & tcflag_t(HUPCL) == 0)
        #expect(settings.c_cflag & tcflag_t(CLOCAL | CREAD | CS8) == tcflag_t(CLOCAL | CREAD | CS8))
        #expect(settings.c_cflag & tcflag_t(1 << 31) == 0, "CRTSCTS")
        #expect(withUnsafeBytes(of: settings.c_cc) { $0[Int(VMIN)] } == 1)
    }

    @Test func onClose() async throws {
        let (peer, settings) = try await Self.peculiarTerminal()
        let port = try await SerialPort.open(path: peer.path)
        try await Self.expectRaw(peer)
        try await port.setBaud(921_600)
        #expect(try await peer.settings != settings)
        await port.close()
        #expect(try await peer.settings == settings)
        let again = try await SerialPort.open(path: peer.path)
        await again.close()
    }

    @Test func onReturn() async throws {
        let (peer, settings) = try await Self.peculiarTerminal()
        let result = try await SerialPortConnector(path: peer.path)
            .withTransport { _ throws(TransportError) in
                42
            } orElse: {
                $0
            }
        #expect(result == 42)
        #expect(try await peer.settings == settings)
    }

    @Test func onThrow() async throws {
        let (peer, settings) = try await Self.peculiarTerminal()
        await #expect(throws: OfTheBody.self) {
            try await SerialPortConnector(path: peer.path)
                .withTransport { _ throws(OfTheBody) in
                    throw OfTheBody()
                } orElse: { _ in
                    OfTheBody()
                }
        }
        #expect(try await peer.settings == settings)
    }

    @Test func onCancellation() async throws {
        let (peer, settings) = try await Self.peculiarTerminal()
        let task = Task {
            try await SerialPortConnector(path: peer.path)
                .withTransport { port throws(TransportError) in
                    try await port.write([1], until: port.deadline(after: .seconds(10)))
                    return try await port.read(until: TransportInstant(nanoseconds: .max))
                } orElse: {
                    $0
                }
        }
        #expect(try await peer.receive(1) == [1], "the port is open")
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(try await peer.settings == settings)
    }

    @Test func onTheLastReferenceDropped() async throws {
        let (peer, settings) = try await Self.peculiarTerminal()
        var port: SerialPort? = try await SerialPort.open(path: peer.path)
        #expect(try await peer.settings != settings)
        try await peer.wait(until: .hostCame)
        _ = port?.path
        port = nil
        try await peer.wait(until: .hostWent)
        #expect(try await peer.settings == settings)
    }

    @Test("a port that cannot run at the rate is not changed")
    func onRefusal() async throws {
        let (peer, settings) = try await Self.peculiarTerminal()
        let error = await #expect(throws: TransportError.self) { try await SerialPort.open(path: peer.path, baud: 0) }
        #expect(error?.code == .unsupported)
        #expect(try await peer.settings == settings)
    }

    @Test("closing does not wait for a board that does not read")
    func unreadOutput() async throws {
        let (peer, settings) = try await Self.peculiarTerminal()
        let port = try await SerialPort.open(path: peer.path)
        await #expect(throws: TransportError.self) {
            try await port.write([UInt8](repeating: 1, count: 1_000_000), until: port.now)
        }
        let start = port.now
        await port.close()
        #expect(port.now < start.advanced(by: .seconds(15)))
        #expect(try await peer.settings == settings)
    }
}
