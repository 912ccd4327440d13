import CTermios
import Glibc

/// The driver's receive latency, lowered while a port is used.
///
/// FTDI chips delay a short answer by up to 16 ms, which slows down each line of an upgrade. The driver accepts the flag
/// `ASYNC_LOW_LATENCY` (Linux `ftdi_sio.c`), and udev rules can let a user write the timer in sysfs as well; if neither
/// is allowed, the port is used unchanged.
struct PortLatency: Sendable {
    private let hadLowLatency: Bool
    private let timer: LatencyTimer?
    private let timerFound: Int?

    /// Lowers the latency, if this user has permission.
    init(lowering descriptor: borrowing OwnedDescriptor, path: String, sysfs: String) {
        let hadLowLatency = ctermios_has_low_latency(descriptor.raw) != 0
        timer = LatencyTimer(of: path, sysfs: sysfs)
        // Read before the flag is set, since the driver then always reports 1 ms.
        let found = timer?.milliseconds
        self.hadLowLatency = hadLowLatency || ctermios_set_low_latency(descriptor.raw, true) != 0
        timerFound = found.flatMap { $0 > 1 ? $0 : nil }
        if timerFound != nil { timer?.set(milliseconds: 1) }
    }

    /// Restores the original latency.
    func restore(_ descriptor: borrowing OwnedDescriptor) {
        if !hadLowLatency { _ = ctermios_set_low_latency(descriptor.raw, false) }
        if let timerFound { timer?.set(milliseconds: timerFound) }
    }
}
