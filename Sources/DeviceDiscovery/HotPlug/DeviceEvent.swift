/// What became of a serial port.
public enum DeviceEvent: Sendable, Hashable {
    /// It was there when the watch began.
    case present(SerialDevice)
    /// It was plugged in, or came back.
    case added(SerialDevice)
    /// It has gone.
    case removed(path: String)
}
