import Glibc
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into the cancellation of a task.
///
/// A thread takes the signals, so nothing runs in a handler. The first signal cancels what runs in `cancelling`; the
/// second one, or the first where nothing runs, ends the process at once.
final class SignalWatch: Sendable {
    private struct State {
        var received: Int32?
        var cancel: (@Sendable () -> Void)?
        var lastWords: (@Sendable (Int32) -> Void)?
    }

    private let state = Mutex(State())

    /// Starts to watch.
    ///
    /// To be called once, before there are other threads, since they inherit what is blocked.
    static func start() -> SignalWatch {
        let watch = SignalWatch()
        signal(SIGPIPE, SIG_IGN)
        var signals = sigset_t()
        sigemptyset(&signals)
        // Under nohup a hang-up is meant to be ignored.
        for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isIgnored(number) {
            sigaddset(&signals, number)
        }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        watch.takeSignals(signals)
        return watch
    }

    /// The signal that came first; `nil` while none came.
    var received: Int32? {
        state.withLock { $0.received }
    }

    /// Runs `body` in a task that the first signal cancels.
    /// - Parameter lastWords: is run before a second signal ends the process, on the thread of the signals; it must not wait.
    func cancelling<Result: Sendable>(
        lastWords: (@Sendable (Int32) -> Void)? = nil,
        _ body: @escaping @Sendable () async -> Result
    ) async -> Result {
        let task = Task { await body() }
        state.withLock {
            $0.cancel = { task.cancel() }
            $0.lastWords = lastWords
        }
        let result = await task.value
        state.withLock { ($0.cancel, $0.lastWords) = (nil, nil) }
        return result
    }

    private func takeSignals(_ signals: sigset_t) {
        let body = ThreadBody { [self] in
            var signals = signals
            while true {
                var number: Int32 = 0
                guard sigwait(&signals, &number) == 0 else { continue }
                take(number)
            }
        }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(body).toOpaque()
        pthread_create(
            &thread,
            nil,
            { context in
                context.map { Unmanaged<ThreadBody>.fromOpaque($0).takeRetainedValue().run() }
                return nil
            },
            context
        )
    }

    private func take(_ number: Int32) {
        let (cancel, lastWords) = state.withLock { state in
            defer { state.received = state.received ?? number }
            return state.received == nil ? (state.cancel, nil) : (nil, state.lastWords)
        }
        if let cancel { return cancel() }
        lastWords?(number)
        _exit(ExitStatus.interrupted(by: number).rawValue)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}
