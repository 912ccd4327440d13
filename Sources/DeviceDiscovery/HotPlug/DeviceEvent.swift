/// A change of a serial port.
package enum DeviceEvent: Sendable, Hashable {
    /// It was present when monitoring started.
    case present(SerialDevice)
    /// It was plugged in, or came back.
    case added(SerialDevice)
    /// It was unplugged.
    case removed(path: String)
}
