/// The way of a byte from the wire to Lua's task: buffers that fill, and lose what comes on top.
///
/// Has no clock: bytes arrive and steps are taken at the moments that the board's loop names. `mask` tells until
/// when an interrupt cannot run because the flash is busy.
protocol ConsoleReceiver: AnyObject {
    /// How many bytes were lost.
    var lost: Int { get }
    /// The priority at which Lua's task takes what the driver does not post byte by byte: 1 is medium, 0 low.
    var priority: Int { get }
    /// When the next step is due; `never` while nothing moves by itself.
    ///
    /// - Parameter queueIsFull: whether the queue of high priority has no place for a byte.
    func nextStep(queueIsFull: Bool, mask: (SimulatedTime) -> SimulatedTime) -> SimulatedTime
    /// A byte comes in from the wire.
    func arrive(_ byte: UInt8, at now: SimulatedTime)
    /// Takes the step that is due; a byte may be posted to the queue of high priority.
    func step(at now: SimulatedTime, posting queue: inout TaskQueue)
    /// Whether the driver has something for Lua's task that is not in that queue.
    var hasInput: Bool { get }
    /// What Lua's task takes at once: all that the driver gives at a time.
    func take(at now: SimulatedTime) -> [UInt8]
    /// Forgets everything, as a reset does.
    func reset()
}
