import Glibc
import Synchronization
package import TransportCore

/// A serial port or pseudo terminal of this host, as a transport on the monotonic clock.
///
/// While it is open, the port carries all byte values unchanged and no other program can open it (`flock`, and
/// `TIOCEXCL` on a real port). However it ends — `close()`, cancellation, or the last reference dropped — settings, lock,
/// modem lines and latency are restored.
///
/// The actor runs on its own thread and blocks there; it is made for one conversation at a time. After the board is
/// unplugged, the port throws `linkLost`. The last bytes of a device that are still in the kernel are lost with it
/// (`tty_vhangup`).
package actor SerialPort: ByteTransport, BlockingActor {
    /// The path by which it was opened.
    package nonisolated let path: String

    private nonisolated let thread: PortThread
    package nonisolated let wakeup: Wakeup
    nonisolated let isClosed = Atomic(false)
    var line: SerialLine?
    var buffer = [UInt8](repeating: 0, count: 65536)

    /// How long `close()` waits for pending output.
    private static let closingAllowance = Duration.seconds(1)

    /// The thread on which the port blocks.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Opens a port, locks it and sets raw mode.
    ///
    /// Bytes received before are discarded. DTR and RTS stay as the kernel's open leaves them: both asserted, with one
    /// request (Linux `tty_port.c`). If this user has permission, low-latency mode is enabled.
    /// - Parameters:
    ///   - path: The device node, or a link to it.
    ///   - baud: The line rate in bits per second; any rate, not only the standard ones.
    ///   - sysfs: Where sysfs is mounted; tests pass another folder.
    /// - Throws: `noDevice`, `busy` with the holder if it is visible, `permissionDenied`, `notATerminal`, `unsupported` if
    ///   the port cannot run at that rate, `system`.
    package static func open(
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

    /// The current time on the monotonic clock.
    package nonisolated var now: TransportInstant { .monotonic }

    /// Passes all of `bytes` to the driver, waiting for room until the deadline.
    package func write(_ bytes: [UInt8], until deadline: TransportInstant) async throws(TransportError) {
        try await endingOnCancel { () throws(TransportError) in try handOver(bytes, until: deadline) }
    }

    /// Waits for bytes and returns those received, at most 64 KiB; an empty array if the deadline passes first.
    package func read(until deadline: TransportInstant) async throws(TransportError) -> [UInt8] {
        try await endingOnCancel { () throws(TransportError) in try takeBytes(until: deadline) }
    }

    /// Waits until an instant on the monotonic clock.
    package func sleep(until deadline: TransportInstant) async throws(TransportError) {
        try await endingOnCancel { () throws(TransportError) in try rest(until: deadline) }
    }

    /// Waits up to a second for pending output, then restores the port and closes it.
    ///
    /// A read, write or sleep in another task throws `linkLost`.
    package nonisolated func close() async {
        isClosed.store(true, ordering: .sequentiallyConsistent)
        wakeup.signal()
        await giveBack()
    }

    private func giveBack() {
        outputLeaves(until: now.advanced(by: Self.closingAllowance))
        line = nil
    }
}
