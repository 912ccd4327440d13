import MockBoard
import TransportCore

/// Connects to a board for a host that gets into trouble.
struct TroubledConnector: TransportConnector {
    enum Trouble: Sendable {
        /// The host dies after this many bytes: they reach the board, later ones do not.
        case dies(afterBytes: Int)
        /// After it has written these words, it receives nothing until it changes its rate.
        case goesDeaf(after: String)
        /// It is interrupted after it has written these words.
        case isInterrupted(after: String, by: @Sendable () -> Void)
        /// A byte of the first line with these words arrives changed, or not at all.
        case damages(byte: Int, of: String, isLost: Bool)
    }

    let board: SimulatedBoard
    let trouble: Trouble

    var address: TransportAddress { board.address }

    func connect() async throws(TransportError) -> any ByteTransport {
        guard let inner = try await board.connect() as? any SerialControl else {
            throw TransportError(.unsupported, at: address, "The board's transport has no rate.")
        }
        return TroubledTransport(inner: inner, address: address, trouble: trouble)
    }
}

private actor TroubledTransport: SerialControl {
    let inner: any SerialControl
    let address: TransportAddress
    let trouble: TroubledConnector.Trouble
    private var written = 0
    private var isDeaf = false
    private var hasDamaged = false

    init(inner: any SerialControl, address: TransportAddress, trouble: TroubledConnector.Trouble) {
        (self.inner, self.address, self.trouble) = (inner, address, trouble)
    }

    var now: TransportInstant {
        get async { await inner.now }
    }

    func write(_ data: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try checkAlive()
        let part = data.prefix(bytesLeft)
        written += part.count
        if case .goesDeaf(let words) = trouble, data.contains(words) { isDeaf = true }
        try await inner.write(damaged(Array(part)), until: deadline)
        if case .isInterrupted(let words, let interrupt) = trouble, data.contains(words) { interrupt() }
        try checkAlive()
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try checkAlive()
        while true {
            let bytes = try await inner.read(until: deadline)
            if !isDeaf || bytes.isEmpty { return bytes }
        }
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await inner.sleep(until: deadline)
    }

    func close() async {
        await inner.close()
    }

    var baud: Int {
        get async { await inner.baud }
    }

    func setBaud(_ baud: Int) async throws(TransportError) {
        try checkAlive()
        isDeaf = false
        try await inner.setBaud(baud)
    }

    var modemLines: ModemLines? {
        get async throws(TransportError) { try await inner.modemLines }
    }

    func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try await inner.setModemLines(lines)
    }

    private func damaged(_ data: [UInt8]) -> [UInt8] {
        guard case .damages(let byte, let words, let isLost) = trouble, !hasDamaged, data.contains(words) else {
            return data
        }
        hasDamaged = true
        var data = data
        if data.indices.contains(byte) {
            if isLost { data.remove(at: byte) } else { data[byte] ^= 1 }
        }
        return data
    }

    private var bytesLeft: Int {
        if case .dies(let bytes) = trouble { bytes - written } else { .max }
    }

    private func checkAlive() throws(TransportError) {
        guard bytesLeft > 0 else { throw TransportError(.linkLost, at: address, "The host is dead.") }
    }
}

extension [UInt8] {
    fileprivate func contains(_ words: String) -> Bool {
        firstRange(of: Array(words.utf8)) != nil
    }
}
