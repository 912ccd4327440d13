import Glibc
import TransportPosix

/// SIGINT, SIGTERM and SIGHUP as a flag that ends a loop.
enum StopSignals {
    /// Blocks the signals, and starts a thread that takes them and raises the flag.
    ///
    /// A signal that comes from then on raises the flag, however early. To be called while the program has one thread,
    /// since others inherit what is blocked.
    static func wakeup() throws -> Wakeup {
        let stop = try Wakeup()
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        try DetachedThread.start { [signals] in
            var (signals, number) = (signals, Int32(0))
            while sigwait(&signals, &number) == 0 { stop.signal() }
        }
        return stop
    }
}
