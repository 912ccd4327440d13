/// The runner of a board's code, which is notified of its output and time costs.
package protocol DeviceObserver: FlashObserver {
    /// The firmware logs a line.
    func deviceLogs(_ line: ESPLogLine)

    /// The firmware has read and hashed that many bytes of flash.
    func deviceVerified(bytes: Int)
}
