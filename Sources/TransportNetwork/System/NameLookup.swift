import Synchronization
import TransportPosix

/// A search for the addresses of a host on a thread of its own, since the system's cannot be given a deadline.
///
/// A search that nobody waits for any more ends by itself.
final class NameLookup: Sendable {
    private let outcome = Mutex<Result<[SocketAddress], ResolutionError>?>(nil)
    private let wakeup: Wakeup
    private let search: @Sendable () throws(ResolutionError) -> [SocketAddress]

    /// Starts the search; `wakeup` is raised when it has ended.
    init(_ host: String, _ port: Int, by resolver: @escaping Resolver, waking wakeup: Wakeup) throws(SystemCallError) {
        self.wakeup = wakeup
        search = { () throws(ResolutionError) in try resolver(host, port) }
        try DetachedThread.start { [self] in run() }
    }

    /// What came of it; `nil` while it goes on.
    var result: Result<[SocketAddress], ResolutionError>? {
        outcome.withLock { $0 }
    }

    private func run() {
        let found = Result { () throws(ResolutionError) in try search() }
        outcome.withLock { $0 = found }
        wakeup.signal()
    }
}
