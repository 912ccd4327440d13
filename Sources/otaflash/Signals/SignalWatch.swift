import Glibc
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into the cancellation of a task.
///
/// The main thread takes the signals, so nothing runs in a handler. The first signal cancels what runs in `cancelling`, or,
/// before and behind that in a run that has begun, is only kept; the second one, or the first where nothing has begun, ends
/// the process at once.
final class SignalWatch: Sendable {
    private struct State {
        var received: Int32?
        var cancel: (@Sendable () -> Void)?
        var lastWords: (@Sendable (Int32) -> Void)?
        var hasBegun = false
    }

    private let state = Mutex(State())

    /// The signal that came first; `nil` while none came.
    var received: Int32? {
        state.withLock { $0.received }
    }

    /// A run begins that has to be ended in order: to be called before anybody can learn that it has begun, since whoever
    /// learns it may send a signal at once.
    func begin() {
        state.withLock { $0.hasBegun = true }
    }

    /// A run begins that has to be ended in order, with everything that tells of it.
    /// - Parameter lastWords: is run before a second signal ends the process; it must not wait.
    func begin(lastWords: @escaping @Sendable (Int32) -> Void) {
        state.withLock { ($0.hasBegun, $0.lastWords) = (true, lastWords) }
    }

    /// Runs `body` in a task that the first signal cancels, also one that came before.
    func cancelling<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) async -> Result {
        // In one step: a signal that comes at the first thing the task does must find what it cancels.
        let task = state.withLock { state in
            let task = Task { await body() }
            state.cancel = { task.cancel() }
            if state.received != nil { task.cancel() }
            return task
        }
        let result = await task.value
        state.withLock { $0.cancel = nil }
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
        let (isLast, action) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
            let isFirst = state.received == nil
            state.received = state.received ?? number
            if isFirst, state.cancel != nil || state.hasBegun { return (false, state.cancel) }
            guard let lastWords = state.lastWords else { return (true, nil) }
            return (true, { lastWords(number) })
        }
        action?()
        if isLast { _exit(ExitStatus.interrupted(by: number).rawValue) }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
