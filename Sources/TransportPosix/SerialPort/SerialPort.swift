import Glibc
import Synchronization
public import TransportCore

/// A serial port or pseudo terminal of this host, as a transport on the monotonic clock.
///
/// While it is open the port carries all byte values unchanged and nobody else can open it (`flock`, and `TIOCEXCL` on
/// a real port). Whichever way it ends — `close()`, cancellation, or the last reference dropped — settings, lock and
/// modem lines and latency are given back as they were found.
///
/// The actor lives on a thread of its own and blocks there; one conversation at a time is what it is made for. A port
/// whose board was unplugged throws `linkLost` from then on. What the kernel held of a vanished device's last bytes is
/// gone with it (`tty_vhangup`).
public actor SerialPort: ByteTransport, BlockingActor {
    /// The path it was opened by.
    public nonisolated let path: String

    private nonisolated let thread: PortThread
    package nonisolated let wakeup: Wakeup
    nonisolated let isClosed = Atomic(false)
    var line: SerialLine?
    var buffer = [UInt8](repeating: 0, count: 65536)

    /// How long `close()` waits for output that is still to leave.
    private static let closingAllowance = Duration.seconds(1)

    /// The thread that the port blocks on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Opens a port, locks it and sets it raw.
    ///
    /// Bytes that came before are thrown away. DTR and RTS stay as the kernel's open leaves them: asserted both, by one
    /// request (Linux `tty_port.c`). Where this user may, the driver is told to hand over at once what comes.
    /// - Parameters:
    ///   - path: The device node, or a link to it.
    ///   - baud: The line rate in bits per second; any, not only the standard ones.
    ///   - sysfs: Where sysfs is mounted; tests name another folder.
    /// - Throws: `noDevice`, `busy` with the holder where it can be seen, `permissionDenied`, `notATerminal`,
    ///   `unsupported` where the port cannot run at that rate, `system`.
    public static func open(
        path: String,
        baud: Int = 115_200,
        sysfs: String = "/sys"
    ) async throws(TransportError) -> SerialPort {
        let port: SerialPort
        do {
            let wakeup = try Wakeup()
            port = SerialPort(path, wakeup, try PortThread())
        } catch {
            throw .opening(path, error.code)
        }
        try await port.start(baud: baud, sysfs: sysfs)
        return port
    }

    private init(_ path: String, _ wakeup: Wakeup, _ thread: PortThread) {
        self.path = path
        self.thread = thread
        self.wakeup = wakeup
    }

    deinit {
        thread.stop()
    }

    private func start(baud: Int, sysfs: String) throws(TransportError) {
        line = try SerialLine.open(path, baud: baud, sysfs: sysfs)
    }

    // MARK: ByteTransport

    /// The present time on the monotonic clock.
    public nonisolated var now: TransportInstant { .monotonic }

    /// Hands all of `bytes` to the driver, waiting for room until the deadline.
    public func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try await endingOnCancel { () throws(TransportError) in try handOver(bytes, until: deadline) }
    }

    /// Waits for bytes and returns what has come, at most 64 KiB; nothing where the deadline passed first.
    public func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try await endingOnCancel { () throws(TransportError) in try takeBytes(until: deadline) }
    }

    /// Waits for a moment on the monotonic clock.
    public func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await endingOnCancel { () throws(TransportError) in try rest(until: deadline) }
    }

    /// Gives output that was written up to a second to leave, then gives the port back as it was found and closes it.
    ///
    /// A read, write or sleep in another task ends with `linkLost`.
    public nonisolated func close() async {
        isClosed.store(true, ordering: .sequentiallyConsistent)
        wakeup.signal()
        await giveBack()
    }

    private func giveBack() {
        outputLeaves(until: now.advanced(by: Self.closingAllowance))
        line = nil
    }
}
