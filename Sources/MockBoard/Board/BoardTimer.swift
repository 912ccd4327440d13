/// A timer of Lua.
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
    /// The reference to the timer's Lua object, while it runs.
    var itself: Int32?
    var isRunning = false
    /// Counts alarms, so that a cancelled one is not mistaken for the current one.
    var schedule = 0
}
