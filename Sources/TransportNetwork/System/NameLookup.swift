import Synchronization
import TransportPosix

/// A lookup of the addresses of a host on its own thread, since the system's lookup has no deadline.
///
/// An abandoned lookup ends when the system's lookup returns.
final class NameLookup: Sendable {
    private let outcome = Mutex<Result<[SocketAddress], ResolutionError>?>(nil)
    private let wakeup: Wakeup
    private let search: @Sendable () throws(ResolutionError) -> [SocketAddress]

    /// Starts the lookup; `wakeup` is raised when it has ended.
    init(_ host: String, _ port: Int, by resolver: @escaping Resolver, waking wakeup: Wakeup) throws(SystemCallError) {
        self.wakeup = wakeup
        search = { () throws(ResolutionError) in try resolver(host, port) }
        try DetachedThread.start { [self] in run() }
    }

    /// The result; `nil` while the lookup is running.
    var result: Result<[SocketAddress], ResolutionError>? {
        outcome.withLock { $0 }
    }

    private func run() {
        let found = Result { () throws(ResolutionError) in try search() }
        outcome.withLock { $0 = found }
        wakeup.signal()
    }
}
