import TransportCore

/// The simulated time of a board, and the time up to which Lua's task is busy.
///
/// Lua and its modules charge their costs here; the board advances the time.
final class TaskClock {
    /// The current time.
    var now: SimulatedTime = 0
    /// When Lua's task is free again.
    var taskFree: SimulatedTime = 0
    /// Until when a console without time costs does no work.
    var idlesUntil: SimulatedTime = 0

    /// The time at which Lua's task is: ahead of the board's while it works.
    var taskTime: SimulatedTime { max(taskFree, now) }

    /// Lua's task works for a while.
    func charge(_ duration: SimulatedTime) {
        taskFree += duration
    }

    /// Lua's task starts something now, or once it is free.
    func startTask() {
        taskFree = taskTime
    }

    /// Cancels the pauses that a fault caused.
    func endPauses() {
        (idlesUntil, taskFree) = (min(idlesUntil, now), min(taskFree, now))
    }
}
