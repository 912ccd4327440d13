import Glibc
import Synchronization
import TransportCore
import TransportPosix

/// A board's console on another machine, as a transport on the monotonic clock.
///
/// Runs on its own thread and blocks there, like `SerialPort`. Bytes are sent immediately (TCP_NODELAY). A far end that
/// disappears silently is detected within 15 to 20 s, whether bytes are being sent or not. If the server sends an error
/// message instead of the board's output at the start, that error is thrown.
actor NetworkPort: ByteTransport, BlockingActor {
    nonisolated let address: TransportAddress
    private nonisolated let thread: PortThread
    package nonisolated let wakeup: Wakeup
    nonisolated let isClosed = Atomic(false)
    private let lockFolder: String?
    private let openingBaud: Int?
    private var lock: NetworkLock?
    var socket: OwnedDescriptor?
    var wire: NetworkProtocol
    var notices = ServerNoticeFilter()
    /// Received data that was not read yet.
    var inbox: [UInt8] = []
    /// The bytes to send before any further data.
    var outbox: [UInt8] = []
    /// Why the connection has ended.
    var loss: TransportError?
    /// When the serial line will have sent everything, at its rate.
    var lineIsBusyUntil = TransportInstant(nanoseconds: 0)
    var buffer = [UInt8](repeating: 0, count: 65536)
    /// The last state of DTR and RTS that was set.
    var lines: ModemLines?

    /// How long `close()` waits for pending output.
    private static let closingAllowance = Duration.seconds(1)
    /// How long `close()` waits until the server closes the connection, too.
    private static let partingAllowance = Duration.milliseconds(300)

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Connects, and configures the line if the protocol supports it.
    /// - Throws: `noDevice` if nothing listens, the host does not answer or is unknown, or the server has no device;
    ///   `busy`, `unsupported`, `cancelled`, `linkLost`, `permissionDenied`, `system`.
    static func open(_ address: TransportAddress, _ settings: NetworkSettings) async throws(TransportError)
        -> NetworkPort
    {
        let port: NetworkPort
        do {
            port = NetworkPort(address, settings, try Wakeup(), try PortThread())
        } catch {
            throw .system(address, error.call, error.code)
        }
        do {
            try await port.start(settings)
        } catch {
            await port.close()
            throw error
        }
        return port
    }

    private init(_ address: TransportAddress, _ settings: NetworkSettings, _ wakeup: Wakeup, _ thread: PortThread) {
        self.address = address
        self.wakeup = wakeup
        self.thread = thread
        lockFolder = settings.lockFolder
        openingBaud = settings.baud
        wire = settings.baud.map { .telnet(COMPortNegotiator(baud: $0, patience: settings.answerLimit)) } ?? .raw
    }

    deinit {
        thread.stop()
    }

    private func start(_ settings: NetworkSettings) async throws(TransportError) {
        lock = try NetworkLock.take(address, in: lockFolder)
        try await endingOnCancel { () throws(TransportError) in
            socket = try connect(settings)
            try agree(listening: settings.noticeWait)
        }
    }

    // MARK: ByteTransport

    nonisolated var now: TransportInstant { .monotonic }

    func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try await endingOnCancel { () throws(TransportError) in try handOver(bytes, until: deadline) }
    }

    func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try await endingOnCancel { () throws(TransportError) in try takeBytes(until: deadline) }
    }

    func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await endingOnCancel { () throws(TransportError) in try rest(until: deadline) }
    }

    nonisolated func close() async {
        isClosed.store(true, ordering: .sequentiallyConsistent)
        wakeup.signal()
        await giveBack()
    }

    /// Sends the pending output, then waits a moment for the server: a server that has not yet seen the end of a connection
    /// would refuse the next one.
    private func giveBack() {
        if socket != nil, loss == nil {
            if controlsLine, let openingBaud, openingBaud != baud, let rate = UInt32(exactly: openingBaud) {
                wire.negotiator?.say(.setBaudRate(rate))
            }
            _ = flush(until: now.advanced(by: Self.closingAllowance))
            socket?.endOutput()
            part(until: now.advanced(by: Self.partingAllowance))
        }
        socket = nil
        lock = nil
    }
}
