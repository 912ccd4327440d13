/// The way of a byte from the wire to Lua's task: buffers that fill, and lose what comes on top.
///
/// A value without clock: bytes arrive and steps are taken at the moments that the board's loop names. `mask` tells until
/// when an interrupt cannot run because the flash is busy.
protocol ConsoleReceiver {
    /// How many bytes were lost.
    var lost: Int { get }
    /// When the next step is due; `never` while nothing moves by itself.
    func nextStep(mask: (SimulatedTime) -> SimulatedTime) -> SimulatedTime
    /// A byte comes in from the wire.
    mutating func arrive(_ byte: UInt8, at now: SimulatedTime)
    /// Takes the step that is due.
    mutating func step(at now: SimulatedTime)
    /// Whether Lua's task has something to take.
    var hasInput: Bool { get }
    /// What Lua's task takes at once: a byte, or all that the driver gives at a time.
    mutating func take(at now: SimulatedTime) -> [UInt8]
    /// Forgets everything, as a reset does.
    mutating func reset()
}
