/// What a board's console and processor cost in time.
///
/// What an ESP32's processor needs is nowhere measured; those figures are estimates, and all of them are parameters.
public struct ConsoleTiming: Sendable, Hashable {
    /// How long the adapter keeps what the board says before it hands it to the host.
    ///
    /// 16 ms for an FTDI chip as it comes, 1 ms with its latency timer turned down and for most others.
    public var hostLatency = Duration.milliseconds(1)
    /// The longest time by which a write of the host starts later on the wire.
    ///
    /// The time is between zero and this and follows from the faults' seed and the write's number. Without it a host that
    /// waits for each answer always writes at the same moment after a flash operation.
    public var hostJitter = Duration.zero
    /// The network between the host and a serial server that has the adapter; `nil` where the adapter is the host's own.
    public var network: NetworkPath?
    /// The console task, for each byte that it takes from the driver and posts to Lua's task (an estimate).
    public var consoleTaskPerByte = Duration.microseconds(25)
    /// Lua's task, for each byte that it takes and edits into the line (an estimate).
    public var luaTaskPerByte = Duration.microseconds(40)
    /// Compiling a line and starting it (an estimate).
    public var perLine = Duration.milliseconds(1)
    /// Each instruction of the Lua machine (an estimate).
    public var perInstruction = Duration.nanoseconds(500)
    /// Each byte that a function for strings touches (an estimate).
    public var perStringByte = Duration.nanoseconds(10)
    /// The flash's operations.
    public var flash = FlashTiming()
    /// For reading and hashing 1 MiB of flash.
    public var verificationPerMegabyte = Duration.milliseconds(400)
    /// Whether the console takes bytes as fast as they come and loses none.
    public var isInstant = false

    /// Makes the estimates of an ESP32.
    public init() {}

    /// A console that costs no time at all.
    public static let instant: ConsoleTiming = {
        var timing = ConsoleTiming()
        timing.hostLatency = .zero
        timing.consoleTaskPerByte = .zero
        timing.luaTaskPerByte = .zero
        timing.perLine = .zero
        timing.perInstruction = .zero
        timing.perStringByte = .zero
        timing.flash = FlashTiming(programPage: .zero, eraseSector: .zero, eraseBlock: .zero)
        timing.verificationPerMegabyte = .zero
        timing.isInstant = true
        return timing
    }()
}
