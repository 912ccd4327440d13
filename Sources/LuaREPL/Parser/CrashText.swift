/// A line that reports a crash.
public struct CrashText: Sendable, Hashable {
    /// The kind of crash.
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
    /// The complete line.
    public var line: String

    /// The line from the words that say what happened: the end of an echo may come before them.
    public var message: String {
        line.byteRange(of: kind.rawValue).map { String(line[$0.lowerBound...]) } ?? line
    }

    /// The message as part of a sentence: without a point or colon at its end.
    package var quotation: String {
        String(message.reversed().drop { ".: ".contains($0) }.reversed())
    }

    /// Makes a crash line from its parts.
    public init(kind: Kind, line: String) {
        self.kind = kind
        self.line = line
    }

    /// Reads a line of ESP-IDF's log: the watchdog and the brownout detector report there (`ESP-IDF 5.1.3 task_wdt.c`,
    /// `brownout.c`).
    init?(log: LogLine) {
        guard ["task_wdt", "BOD"].contains(log.tag) else { return nil }
        self.init(log.text)
    }

    /// Parses a line; `nil` if it reports no crash.
    public init?(_ line: String) {
        guard let kind = Kind.allCases.first(where: { line.holds($0.rawValue) }) else { return nil }
        self.init(kind: kind, line: line)
    }
}
