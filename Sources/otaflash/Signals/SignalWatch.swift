import Glibc
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into the cancellation of a task.
///
/// The main thread takes the signals, so nothing runs in a handler. The first signal cancels what runs in `cancelling`;
/// the second one, or the first where nothing runs, ends the process at once.
final class SignalWatch: Sendable {
    private struct State {
        var received: Int32?
        var cancel: (@Sendable () -> Void)?
        var lastWords: (@Sendable (Int32) -> Void)?
    }

    private let state = Mutex(State())

    /// The signal that came first; `nil` while none came.
    var received: Int32? {
        state.withLock { $0.received }
    }

    /// Runs `body` in a task that the first signal cancels.
    /// - Parameter lastWords: is run before a second signal ends the process; it must not wait.
    func cancelling<Result: Sendable>(
        lastWords: (@Sendable (Int32) -> Void)? = nil,
        _ body: @escaping @Sendable () async -> Result
    ) async -> Result {
        // In one step: a signal that comes at the first thing the task does must find what it cancels.
        let task = state.withLock { state in
            let task = Task { await body() }
            state.cancel = { task.cancel() }
            state.lastWords = lastWords
            return task
        }
        let result = await task.value
        state.withLock { ($0.cancel, $0.lastWords) = (nil, nil) }
        return result
    }

    /// Runs `body` on other threads while this one takes the signals, and ends the process with its status.
    ///
    /// To be called on the main thread before there are others, since they inherit what is blocked. An asynchronous `main`
    /// would not do: libdispatch leaves the main thread in `sigsuspend` with every signal let through.
    func run(_ body: @escaping @Sendable () async -> ExitStatus) -> Never {
        // A reader that closes its pipe is an error of the write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        // As is a file that may not grow.
        signal(SIGXFSZ, SIG_IGN)
        var signals = sigset_t()
        sigemptyset(&signals)
        // Under nohup a hang-up is meant to be ignored.
        for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !Self.isIgnored(number) {
            sigaddset(&signals, number)
        }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        Task.detached { exit(await body().rawValue) }
        while true {
            var number: Int32 = 0
            if sigwait(&signals, &number) == 0 { take(number) }
        }
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
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
