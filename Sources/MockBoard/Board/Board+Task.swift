extension Board {
    /// How many tasks a chip runs in the millisecond after which a console without time costs continues: ten
    /// microseconds per task.
    private static let tasksBeforeYielding = 100

    /// Lua's task takes the most urgent entry, and the oldest at that priority.
    func runTask() {
        guard let session else { return }
        clock.startTask()
        if receiver.hasInput, !session.hasWork(above: receiver.priority) {
            session.take(receiver.take(at: now))
        } else {
            session.runWork()
        }
    }

    /// Takes bytes on a console without time costs: all of them are edited before a line runs.
    func takeInstantly(_ bytes: [UInt8]) {
        guard let session else { return takeInROM(bytes) }
        guard clock.idlesUntil <= now else {
            for byte in bytes { session.tasks[2].post(.byte(byte)) }
            return
        }
        clock.startTask()
        session.take(bytes)
        wake()
    }

    /// Does the pending work on a console without time costs; on other consoles the loop does it.
    ///
    /// Work that endlessly creates more work, such as a task that posts itself, continues a little later, so that the
    /// host gets a turn.
    func wake() {
        guard timing.isInstant, clock.idlesUntil <= now else { return }
        clock.startTask()
        var count = 0
        while let session, session.hasWork, exit == nil, count < Self.tasksBeforeYielding {
            if !session.tasks[2].startsWithByte { count += 1 }
            session.runWork()
        }
        if count == Self.tasksBeforeYielding { idle(for: 1_000_000) }
        settle()
    }

    /// Suspends work for a while on a console without time costs.
    func idle(for duration: SimulatedTime) {
        clock.idlesUntil = max(clock.idlesUntil, now) + duration
        events.add(at: clock.idlesUntil) { $0.wake() }
    }
}
