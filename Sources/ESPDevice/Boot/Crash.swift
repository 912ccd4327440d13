/// A kind of firmware crash.
package enum Crash: Sendable, Hashable {
    /// An invalid access: `LoadProhibited`, called `Load access fault` on RISC-V.
    case exception
    /// A call of `abort()`.
    case abort
    /// A Lua error outside every protected call.
    case luaPanic(message: String)
    /// A stack overflow in a task.
    case stackOverflow(task: String)
    /// The idle task did not run for five seconds.
    case taskWatchdog
    /// Interrupts were disabled for too long.
    case interruptWatchdog
    /// The supply voltage dropped.
    case brownOut

    /// The reason for the reset that follows.
    package var resetReason: ResetReason {
        switch self {
        case .exception, .abort, .luaPanic, .stackOverflow: .panic
        case .taskWatchdog: .taskWatchdog
        case .interruptWatchdog: .interruptWatchdog
        case .brownOut: .brownOut
        }
    }
}
