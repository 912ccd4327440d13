import Synchronization
public import TransportCore

/// A transport to a board that says what it likes, in time of its own: nothing waits, and what is said takes as long as
/// a line of that rate needs for it.
///
/// The script is asked at each read. It gets what was written since the last one, so that it can lie to the point, and
/// the number of the read; where it says nothing, the read lasts until its deadline.
public final class HostileBoard: ByteTransport, TransportConnector {
    /// What the board says.
    public typealias Script = @Sendable (_ heard: [UInt8], _ turn: Int) -> [UInt8]

    private struct State {
        var now = TransportInstant(nanoseconds: 0)
        var heard: [UInt8] = []
        var turn = 0
    }

    /// Where it is said to be found.
    public let address = TransportAddress.terminal(path: "/dev/hostile")
    private let bytesPerSecond: Int
    private let script: Script
    private let state = Mutex(State())

    /// Makes a board at a line rate, 115200 baud unless said otherwise.
    public init(bytesPerSecond: Int = 11_520, script: @escaping Script) {
        self.bytesPerSecond = bytesPerSecond
        self.script = script
    }

    /// The time of the board.
    public var now: TransportInstant {
        state.withLock { $0.now }
    }

    /// Hears the bytes.
    public func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        state.withLock { state in
            state.heard += bytes
            state.now = state.now.advanced(by: time(for: bytes.count))
        }
    }

    /// Says what the script says.
    public func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        state.withLock { state in
            state.turn += 1
            let said = script(state.heard, state.turn)
            state.heard = []
            state.now = said.isEmpty ? max(state.now, deadline) : state.now.advanced(by: time(for: said.count))
            return said
        }
    }

    /// Lets time pass.
    public func sleep(until deadline: TransportInstant) async throws(TransportError) {
        state.withLock { $0.now = max($0.now, deadline) }
    }

    /// Does nothing: the board talks on.
    public func close() async {}

    /// Gives the board itself.
    public func connect() async throws(TransportError) -> any ByteTransport {
        self
    }

    private func time(for bytes: Int) -> Duration {
        .nanoseconds(Int64(bytes) * 1_000_000_000 / Int64(bytesPerSecond))
    }
}
