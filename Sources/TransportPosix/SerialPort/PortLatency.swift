import CTermios
import Glibc

/// How soon the driver hands over what came, lowered while a port is used.
///
/// FTDI's chips keep a short answer for up to 16 ms, which an upgrade pays for each line. The driver takes the flag
/// `ASYNC_LOW_LATENCY` (Linux `ftdi_sio.c`), and a user whom udev's rules let may write the timer in sysfs as well; where
/// neither is allowed the port is used as it is.
struct PortLatency: Sendable {
    private let hadLowLatency: Bool
    private let timer: LatencyTimer?
    private let timerFound: Int?

    /// Lowers it as far as this user may.
    init(lowering descriptor: borrowing OwnedDescriptor, path: String, sysfs: String) {
        let hadLowLatency = ctermios_has_low_latency(descriptor.raw) != 0
        timer = LatencyTimer(of: path, sysfs: sysfs)
        // Before the flag, for the driver then tells 1 ms whatever was set.
        let found = timer?.milliseconds
        self.hadLowLatency = hadLowLatency || ctermios_set_low_latency(descriptor.raw, true) != 0
        timerFound = found.flatMap { $0 > 1 ? $0 : nil }
        if timerFound != nil { timer?.set(milliseconds: 1) }
    }

    /// Gives back what was lowered.
    func restore(_ descriptor: borrowing OwnedDescriptor) {
        if !hadLowLatency { _ = ctermios_set_low_latency(descriptor.raw, false) }
        if let timerFound { timer?.set(milliseconds: timerFound) }
    }
}
