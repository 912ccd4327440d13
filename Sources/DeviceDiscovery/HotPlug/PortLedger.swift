/// The ports that are known to be present; turns events of terminals into changes of ports.
///
/// A monitor must listen before the ports are listed, so that none is missed; a port that appears in between is reported once.
struct PortLedger: Sendable {
    private var known: [String: SerialDevice] = [:]

    /// The ports that are present at the start.
    mutating func begin(with devices: [SerialDevice]) -> [DeviceEvent] {
        for device in devices { known[device.path] = device }
        return devices.map(DeviceEvent.present)
    }

    /// A terminal was added.
    /// - Parameter device: its port; `nil` if it is not a port, or has disappeared again.
    /// - Returns: no event if the same port is known; a removal too if another port had its name.
    mutating func add(_ device: SerialDevice?) -> [DeviceEvent] {
        guard let device else { return [] }
        let before = known.updateValue(device, forKey: device.path)
        guard let before else { return [.added(device)] }
        let isTheSame = before.usb == device.usb && before.topology == device.topology
        return isTheSame ? [] : [.removed(path: device.path), .added(device)]
    }

    /// A terminal was removed.
    mutating func remove(_ path: String) -> [DeviceEvent] {
        known.removeValue(forKey: path) == nil ? [] : [.removed(path: path)]
    }
}
