import Synchronization

/// A thread that runs the jobs of one actor, so that the actor can block in a system call.
///
/// Swift's thread pool has as many threads as the machine has cores; a port that blocked one would stop others.
/// The thread lives until `stop()`, which the actor's `deinit` calls.
package final class PortThread: SerialExecutor {
    private struct Work {
        var jobs: [UnownedJob] = []
        var isStopping = false
    }

    private enum Step {
        case run(UnownedJob)
        case rest
        case end
    }

    private let work = Mutex(Work())
    private let wakeup: Wakeup

    /// Starts the thread.
    package init() throws(SystemCallError) {
        wakeup = try Wakeup()
        try DetachedThread.start { [self] in runJobs() }
    }

    /// Appends a job of the actor.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        work.withLock { $0.jobs.append(job) }
        wakeup.signal()
    }

    /// Ends the thread after the job that it runs.
    package func stop() {
        work.withLock { $0.isStopping = true }
        wakeup.signal()
    }

    private func runJobs() {
        while true {
            switch nextStep() {
            case .run(let job): job.runSynchronously(on: asUnownedSerialExecutor())
            case .rest: _ = wakeup.wait()
            case .end: return
            }
        }
    }

    private func nextStep() -> Step {
        work.withLock { work in
            if !work.jobs.isEmpty { return .run(work.jobs.removeFirst()) }
            return work.isStopping ? .end : .rest
        }
    }
}
