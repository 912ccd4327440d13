/// A line that tells of a crash.
public struct CrashText: Sendable, Hashable {
    /// What kind of crash.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case guruMeditation = "Guru Meditation Error"
        case abort = "abort() was called"
        case assertion = "assert failed"
        case stackOverflow = "A stack overflow in task"
        case taskWatchdog = "Task watchdog got triggered"
        case brownout = "Brownout detector was triggered"
        case luaPanic = "PANIC: unprotected error in call to Lua API"
        case cpuHalted = "CPU halted."
        case rebooting = "Rebooting..."
        case backtrace = "Backtrace:"
        case flashRead = "flash read err"
    }

    /// What kind of crash.
    public var kind: Kind
    /// The whole line.
    public var line: String

    /// Makes a crash line from its parts.
    public init(kind: Kind, line: String) {
        self.kind = kind
        self.line = line
    }

    /// Reads a line; `nil` where it tells of no crash.
    public init?(_ line: String) {
        guard let kind = Kind.allCases.first(where: { line.holds($0.rawValue) }) else { return nil }
        self.init(kind: kind, line: line)
    }
}
