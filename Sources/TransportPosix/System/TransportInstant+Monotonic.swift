import Glibc
public import TransportCore

extension TransportInstant {
    /// The current time on the monotonic clock, which serial ports and pseudo terminals use for their deadlines.
    public static var monotonic: TransportInstant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return TransportInstant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
