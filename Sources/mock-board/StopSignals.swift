import Glibc
import TransportPosix

/// SIGINT, SIGTERM and SIGHUP as a flag that ends a loop.
enum StopSignals {
    /// Blocks the signals, and starts a thread that receives them and raises the flag.
    ///
    /// From then on no signal is lost, however early it comes. Call this while the program has only one thread, since
    /// later threads inherit the blocked signals.
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
