import Synchronization
public import TransportCore

/// A transport to a board whose output is scripted, in simulated time: nothing waits, and output takes as long as it
/// would at the line rate.
///
/// The script runs at each read. It gets the bytes that were written since the last read, so that it can lie
/// specifically, and the number of the read. If it returns nothing, the read lasts until its deadline.
public final class HostileBoard: ByteTransport, TransportConnector {
    /// The script of the board's output.
    public typealias Script = @Sendable (_ heard: [UInt8], _ turn: Int) -> [UInt8]

    private struct State {
        var now = TransportInstant(nanoseconds: 0)
        var heard: [UInt8] = []
        var turn = 0
    }

    /// The address that it reports.
    public let address = TransportAddress.terminal(path: "/dev/hostile")
    private let bytesPerSecond: Int
    private let script: Script
    private let state = Mutex(State())

    /// Creates a board with a line rate, by default 115200 baud.
    public init(bytesPerSecond: Int = 11_520, script: @escaping Script) {
        self.bytesPerSecond = bytesPerSecond
        self.script = script
    }

    /// The board's time.
    public var now: TransportInstant {
        state.withLock { $0.now }
    }

    /// Receives the bytes.
    public func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        state.withLock { state in
            state.heard += bytes
            state.now = state.now.advanced(by: time(for: bytes.count))
        }
    }

    /// Returns the output of the script.
    public func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        state.withLock { state in
            state.turn += 1
            let said = script(state.heard, state.turn)
            state.heard = []
            state.now = said.isEmpty ? max(state.now, deadline) : state.now.advanced(by: time(for: said.count))
            return said
        }
    }

    /// Advances the time.
    public func sleep(until deadline: TransportInstant) async throws(TransportError) {
        state.withLock { $0.now = max($0.now, deadline) }
    }

    /// Does nothing: the board keeps sending.
    public func close() async {}

    /// Returns the board itself.
    public func connect() async throws(TransportError) -> any ByteTransport {
        self
    }

    private func time(for bytes: Int) -> Duration {
        .nanoseconds(Int64(bytes) * 1_000_000_000 / Int64(bytesPerSecond))
    }
}
