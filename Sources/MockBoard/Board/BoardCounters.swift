/// Counters of a mock board since it was created.
public struct BoardCounters: Sendable, Hashable {
    /// Bytes received from the host.
    public var bytesReceived = 0
    /// Line ends among them.
    public var linesReceived = 0
    /// Bytes lost on the way to Lua.
    public var bytesLost = 0
    /// Timer alarms that became due.
    public var alarmsDue = 0
    /// Alarms that were lost to a full task queue or to a fault.
    public var alarmsLost = 0
    /// Calls of `otaupgrade.write` with at least one byte.
    public var writeCalls = 0
    /// Bytes passed by those calls.
    public var bytesWritten = 0
    /// Calls of `otaupgrade.commence`.
    public var commenceCalls = 0
    /// Calls of `otaupgrade.complete`.
    public var completeCalls = 0
    /// The number of resets at the last call of `otaupgrade.info`.
    public var resetsAtLastInfo = 0
    /// Resets, including the first start.
    public var resets = 0
}
