/// A timer of Lua's.
final class BoardTimer {
    enum Mode: Int {
        case single = 0
        case semi = 1
        case auto = 2
    }

    var mode = Mode.single
    var interval: SimulatedTime = 0
    var callback: Int32?
    var object: UInt32
    var isRunning = false
    /// Counts starts, so that an alarm of an earlier start is not taken for one of this.
    var generation = 0

    init(object: UInt32) {
        self.object = object
    }
}
