/// Whoever runs a board's code: is told what it prints and what it costs, while it runs.
public protocol DeviceObserver: FlashObserver {
    /// The firmware logs a line.
    func deviceLogs(_ line: LogLine)

    /// The firmware has read and hashed so many bytes of flash.
    func deviceVerified(bytes: Int)
}
