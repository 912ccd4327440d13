import MockBoard
import OTAUpgrade
import Synchronization
import TransportCore

/// The host's side of a run: counts the host's writes and injects the host's fault.
final class HostConnector: TransportConnector {
    let board: SimulatedBoard
    let fault: HostFault?
    private let state = Mutex(State())

    private struct State {
        var writes = 0
        var open = 0
        var isDead = false
        var hasLostLink = false
        var now = TransportInstant(nanoseconds: 0)
        var upgrade: Task<UpgradeResult, Never>?
    }

    init(board: SimulatedBoard, fault: HostFault?) {
        self.board = board
        self.fault = fault
    }

    var address: TransportAddress { board.address }
    /// How many times the host has written.
    var writes: Int { state.withLock { $0.writes } }
    /// How many connections are still open.
    var openConnections: Int { state.withLock { $0.open } }
    /// Whether the host is dead; its output then does not count.
    var isDead: Bool { state.withLock { $0.isDead } }
    /// Whether the link broke and was not re-established, so that the host could not clean up.
    var hasLostLink: Bool { state.withLock { $0.hasLostLink } }
    /// The time of the host's last action.
    var now: TransportInstant { state.withLock { $0.now } }

    /// Carries out an upgrade that this host can interrupt.
    func run(_ upgrade: @escaping @Sendable () async -> UpgradeResult) async -> UpgradeResult {
        // Under the lock, so that no write comes before the task is stored.
        let task = state.withLock { state in
            let task = Task { await upgrade() }
            state.upgrade = task
            return task
        }
        return await task.value
    }

    func connect() async throws(TransportError) -> any ByteTransport {
        try checkIsAlive()
        return try open(await board.connect())
    }

    func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        try checkIsAlive()
        return try open(await board.reconnect(within: timeout))
    }

    private func open(_ transport: any ByteTransport) throws(TransportError) -> any ByteTransport {
        guard let serial = transport as? any SerialControl else {
            throw TransportError(.unsupported, at: address, "The board's transport has no rate.")
        }
        state.withLock { state in
            state.open += 1
            state.hasLostLink = false
        }
        return HostTransport(inner: serial, host: self)
    }

    func checkIsAlive() throws(TransportError) {
        if isDead { throw TransportError(.linkLost, at: address, "The host is dead.") }
    }

    func note(_ error: TransportError) -> TransportError {
        if error.code == .linkLost { state.withLock { $0.hasLostLink = true } }
        return error
    }

    func noteTime(_ time: TransportInstant) {
        state.withLock { $0.now = max($0.now, time) }
    }

    func noteClose() {
        state.withLock { $0.open -= 1 }
    }

    /// Counts a write before it is made, and returns the bytes that go out.
    func willWrite(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        let number = state.withLock { state in
            state.writes += 1
            return state.writes
        }
        guard case .dies(number) = fault else { return bytes[...] }
        state.withLock { $0.isDead = true }
        return bytes.prefix(bytes.count / 2)
    }

    /// The last write has gone out: the board will process it, whatever this host does next.
    func didWrite() {
        if case .interrupted(writes) = fault { state.withLock { $0.upgrade }?.cancel() }
    }
}

/// One connection of a host.
private final class HostTransport: SerialControl {
    let inner: any SerialControl
    let host: HostConnector
    private let isClosed = Mutex(false)

    init(inner: any SerialControl, host: HostConnector) {
        (self.inner, self.host) = (inner, host)
    }

    var now: TransportInstant {
        get async {
            let now = await inner.now
            host.noteTime(now)
            return now
        }
    }

    func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try host.checkIsAlive()
        let part = host.willWrite(bytes)
        do throws(TransportError) {
            try await inner.write(Array(part), until: deadline)
            host.didWrite()
        } catch {
            throw host.note(error)
        }
        try host.checkIsAlive()
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try host.checkIsAlive()
        do throws(TransportError) {
            let bytes = try await inner.read(until: deadline)
            host.noteTime(await inner.now)
            return bytes
        } catch {
            throw host.note(error)
        }
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try host.checkIsAlive()
        try await inner.sleep(until: deadline)
        host.noteTime(await inner.now)
    }

    func close() async {
        let wasOpen = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return !isClosed
        }
        if wasOpen { host.noteClose() }
        await inner.close()
    }

    var baud: Int {
        get async { await inner.baud }
    }

    func setBaud(_ baud: Int) async throws(TransportError) {
        try host.checkIsAlive()
        try await inner.setBaud(baud)
    }

    var modemLines: ModemLines? {
        get async throws(TransportError) { try await inner.modemLines }
    }

    func setModemLines(_ lines: ModemLines) async throws(TransportError) {
        try await inner.setModemLines(lines)
    }
}
