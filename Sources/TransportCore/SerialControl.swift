/// What a transport with a serial line behind it can do beyond carrying bytes.
///
/// None of this waits for the board, so it works in a cancelled task too.
public protocol SerialControl: ByteTransport {
    /// The line rate in bits per second that the host's side uses now.
    var baud: Int { get async }

    /// Changes the rate of the host's side, once what was written has left.
    /// - Throws: `unsupported` where the port cannot run at that rate, which is then as before; `timedOut` where what
    ///   was written does not leave; `linkLost`.
    func setBaud(_ baud: Int) async throws(TransportError)

    /// The modem lines as they are, or `nil` where the port has none (a pseudo terminal).
    var modemLines: ModemLines? { get async throws(TransportError) }

    /// Sets both modem lines in one step; a port without modem lines takes the call and does nothing.
    func setModemLines(_ lines: ModemLines) async throws(TransportError)
}

/// The two modem lines that reset an ESP32 board; `true` is asserted, which is 0 V at the adapter's pin.
public struct ModemLines: Sendable, Hashable {
    /// Data terminal ready.
    public var dtr: Bool
    /// Request to send.
    public var rts: Bool

    /// Makes a pair of line states.
    public init(dtr: Bool, rts: Bool) {
        self.dtr = dtr
        self.rts = rts
    }
}
