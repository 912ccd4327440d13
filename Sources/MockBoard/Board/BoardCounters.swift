/// What a mock board has counted since it was made.
public struct BoardCounters: Sendable, Hashable {
    /// Bytes that came in from the host.
    public var bytesReceived = 0
    /// Line ends among them.
    public var linesReceived = 0
    /// Bytes that were lost on their way to Lua.
    public var bytesLost = 0
    /// Alarms of Lua's timers that fell due.
    public var alarmsDue = 0
    /// Alarms that were lost, because the task queue was full or by a fault.
    public var alarmsLost = 0
    /// Calls of `otaupgrade.write` with at least a byte.
    public var writeCalls = 0
    /// Bytes that those calls passed.
    public var bytesWritten = 0
    /// Calls of `otaupgrade.commence`.
    public var commenceCalls = 0
    /// Calls of `otaupgrade.complete`.
    public var completeCalls = 0
    /// How many resets there had been when `otaupgrade.info` was called last.
    public var resetsAtLastInfo = 0
    /// Resets, the first start included.
    public var resets = 0
}
