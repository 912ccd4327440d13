public import ESPDevice

/// The time costs of a board's console and processor.
///
/// The processor's costs were not measured on an ESP32; they are estimates, and all of them can be set.
public struct ConsoleTiming: Sendable, Hashable {
    /// How long the adapter holds the board's output before it delivers it to the host.
    ///
    /// 16 ms for an FTDI chip by default; 1 ms for most others, and for an FTDI chip with its latency timer set to 1
    /// ms.
    public var hostLatency = Duration.milliseconds(1)
    /// The maximum delay of a write of the host before it starts on the wire.
    ///
    /// The delay is between zero and this value, determined by the faults' seed and the number of the write. Without
    /// it, a host that waits for each reply always writes at the same moment after a flash operation.
    public var hostJitter = Duration.zero
    /// The network between the host and a serial server with the adapter; `nil` if the adapter is local to the host.
    public var network: NetworkPath?
    /// The console task's time for each byte that it takes from the driver and posts to Lua's task (an estimate).
    public var consoleTaskPerByte = Duration.microseconds(25)
    /// Lua's task's time for each byte that it takes and edits into the line (an estimate).
    public var luaTaskPerByte = Duration.microseconds(40)
    /// The time to compile and start a line (an estimate).
    public var perLine = Duration.milliseconds(1)
    /// The time of each Lua instruction (an estimate).
    public var perInstruction = Duration.nanoseconds(500)
    /// The time for each byte that a string function processes (an estimate).
    public var perStringByte = Duration.nanoseconds(10)
    /// The time of flash operations.
    public var flash = FlashTiming()
    /// For reading and hashing 1 MiB of flash.
    public var verificationPerMegabyte = Duration.milliseconds(400)
    /// Whether the console accepts bytes at any rate and loses none.
    public var isInstant = false

    /// Creates the estimates for an ESP32.
    public init() {}

    /// A console without time costs.
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
