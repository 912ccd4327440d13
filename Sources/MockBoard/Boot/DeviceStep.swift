/// One thing that the board's code did: what it printed, or what took it time.
public enum DeviceStep: Sendable, Hashable {
    /// A line of the log.
    case log(LogLine)
    /// So many bytes of flash were read and hashed.
    case read(bytes: Int)
    /// A flash operation was carried out.
    case flash(FlashOperation)
}

extension Sequence<DeviceStep> {
    /// The lines of the log.
    public var log: [LogLine] {
        compactMap { if case .log(let line) = $0 { line } else { nil } }
    }
}
