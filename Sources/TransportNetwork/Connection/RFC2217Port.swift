import TransportCore

/// A connection whose server can control the serial line.
///
/// A rate is requested, and the server's answer is awaited for at most a second. DTR and RTS are sent only when they are
/// set, one after the other, since RFC 2217 has no command for both, without waiting for an answer; their reported state
/// is the last state that was set.
struct RFC2217Port: SerialControl {
    let port: NetworkPort

    var now: TransportInstant { port.now }

    func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try await port.write(bytes, until: deadline)
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try await port.read(until: deadline)
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await port.sleep(until: deadline)
    }

    func close() async {
        await port.close()
    }

    var baud: Int {
        get async { await port.baud }
    }

    func setBaud(_ baud: Int) async throws(TransportError) {
        try await port.setBaud(baud)
    }

    var modemLines: ModemLines? {
        get async throws(TransportError) { try await port.modemLines }
    }

    func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try await port.setModemLines(lines)
    }
}
