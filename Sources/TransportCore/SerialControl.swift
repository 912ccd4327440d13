/// Control of the serial line of a transport that has one.
///
/// None of this waits for the board, so it works in a cancelled task too.
public protocol SerialControl: ByteTransport {
    /// The current line rate of the host's side in bits per second.
    var baud: Int { get async }

    /// Changes the rate of the host's side, after all written bytes have been sent.
    /// - Throws: `unsupported` if the port cannot run at that rate, which is then unchanged; `timedOut` if the written
    ///   bytes are not sent; `linkLost`.
    func setBaud(_ baud: Int) async throws(TransportError)

    /// The current state of the modem lines; `nil` if the port has none (a pseudo terminal).
    var modemLines: ModemLines? { get async throws(TransportError) }

    /// Sets both modem lines in one step; a port without modem lines ignores the call.
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
