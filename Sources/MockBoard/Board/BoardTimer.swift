/// A timer of Lua's.
final class BoardTimer {
    enum Mode: Int {
        case single = 0
        case auto = 1
        case semi = 2
    }

    var mode = Mode.single
    var interval: SimulatedTime = 0
    /// The function, while the timer is registered.
    var callback: Int32?
    /// The timer as Lua knows it, while it runs.
    var itself: Int32?
    var isRunning = false
    /// Counts alarms, so that one that was called off is not taken for the present one.
    var schedule = 0
}
