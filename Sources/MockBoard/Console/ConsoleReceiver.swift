/// The path of a byte from the wire to Lua's task: buffers that fill up and lose the excess.
///
/// It has no clock: the board's loop passes the time of each byte and each step. `mask` returns until when an interrupt
/// is blocked by a busy flash.
protocol ConsoleReceiver: AnyObject {
    /// How many bytes were lost.
    var lost: Int { get }
    /// The priority at which Lua's task takes bytes that the driver does not post one by one: 1 is medium, 0 is low.
    var priority: Int { get }
    /// When the next step is due; `never` while none is pending.
    ///
    /// - Parameter queueIsFull: whether the high-priority queue has no place for a byte.
    func nextStep(queueIsFull: Bool, mask: (SimulatedTime) -> SimulatedTime) -> SimulatedTime
    /// A byte arrives from the wire.
    func arrive(_ byte: UInt8, at now: SimulatedTime)
    /// Carries out the step that is due; it may post a byte to the high-priority queue.
    func step(at now: SimulatedTime, posting queue: inout TaskQueue)
    /// Whether the driver has bytes for Lua's task that are not in that queue.
    var hasInput: Bool { get }
    /// The bytes that Lua's task takes at once: all that the driver returns in one call.
    func take(at now: SimulatedTime) -> [UInt8]
    /// Discards everything, as a reset does.
    func reset()
}
