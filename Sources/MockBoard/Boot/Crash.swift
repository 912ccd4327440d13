/// How firmware can come to its end.
public enum Crash: Sendable, Hashable {
    /// The processor met something it cannot do: `LoadProhibited`, in RISC-V's words `Load access fault`.
    case exception
    /// Something called `abort()`.
    case abort
    /// A Lua error outside every protected call.
    case luaPanic(message: String)
    /// A task used up its stack.
    case stackOverflow(task: String)
    /// The idle task did not run for five seconds.
    case taskWatchdog
    /// Interrupts were off too long.
    case interruptWatchdog
    /// The supply sagged.
    case brownOut

    /// The reason for the reset that follows.
    public var resetReason: ResetReason {
        switch self {
        case .exception, .abort, .luaPanic, .stackOverflow: .panic
        case .taskWatchdog: .taskWatchdog
        case .interruptWatchdog: .interruptWatchdog
        case .brownOut: .brownOut
        }
    }
}
