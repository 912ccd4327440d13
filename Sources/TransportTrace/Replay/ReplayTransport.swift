import TransportCore

/// The common behavior of replaying transports.
protocol ReplaysTransport: ByteTransport {
    var host: ReplayHost { get }
    var number: Int { get }
}

extension ReplaysTransport {
    var now: TransportInstant {
        get async { host.now }
    }

    func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try host.write(bytes, over: number)
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try host.read(until: .nanoseconds(deadline.nanoseconds), over: number)
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try host.sleep(until: .nanoseconds(deadline.nanoseconds), over: number)
    }

    func close() async {
        host.close(number)
    }
}

/// One opening of the board of a trace, as a stream of bytes.
struct ReplayTransport: ReplaysTransport {
    let host: ReplayHost
    let number: Int
}

/// One opening of the board of a trace, as a serial line.
struct ReplaySerialTransport: ReplaysTransport, SerialControl {
    let host: ReplayHost
    let number: Int

    var baud: Int {
        get async { host.baud }
    }

    func setBaud(_ baud: Int) async throws(TransportError) {
        try host.setBaud(baud, over: number)
    }

    var modemLines: ModemLines? {
        get async throws(TransportError) { host.modemLines }
    }

    func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try host.setModemLines(lines, over: number)
    }
}
