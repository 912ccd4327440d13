import Glibc
import Reports
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into the cancellation of a task.
///
/// The main thread receives the signals, so nothing runs in a handler. The first signal cancels the task in
/// `cancelling`; before or after that task in a run that has started, it is only recorded. The second signal, or the
/// first if no run has started, ends the process immediately.
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

    /// Marks the start of a run that must shut down cleanly.
    ///
    /// Call this before anybody can see that the run has started, since a signal may follow at once.
    func begin() {
        state.withLock { $0.hasBegun = true }
    }

    /// Marks the start of a run that must shut down cleanly, with all of its output.
    /// - Parameter lastWords: runs before a second signal ends the process; it must not block.
    func begin(lastWords: @escaping @Sendable (Int32) -> Void) {
        state.withLock { ($0.hasBegun, $0.lastWords) = (true, lastWords) }
    }

    /// Runs `body` in a task that the first signal cancels, even one that came before.
    func cancelling<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) async -> Result {
        // In one step: a signal that comes as soon as the task runs must find the task to cancel.
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

    /// Runs `body` on other threads while this one receives the signals, and ends the process with its status.
    ///
    /// Call this on the main thread before there are others, since they inherit the blocked signals. An asynchronous
    /// `main` does not work: libdispatch leaves the main thread in `sigsuspend` with no signal blocked.
    func run(_ body: @escaping @Sendable () async -> ExitStatus) -> Never {
        // A closed pipe is an error of the write and does not end the process.
        signal(SIGPIPE, SIG_IGN)
        // Nor does a file that reaches its size limit.
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
