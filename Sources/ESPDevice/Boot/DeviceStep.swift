/// One action of the board's code: a line that it printed, or an operation that took time.
package enum DeviceStep: Sendable, Hashable {
    /// A line of the log.
    case log(ESPLogLine)
    /// That many bytes of flash were read and hashed.
    case read(bytes: Int)
    /// A flash operation was carried out.
    case flash(FlashOperation)
}

extension Sequence<DeviceStep> {
    /// The lines of the log.
    package var log: [ESPLogLine] {
        compactMap { if case .log(let line) = $0 { line } else { nil } }
    }
}
