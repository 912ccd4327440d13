/// Which ports are known to be there; makes of what is told of terminals what became of ports.
///
/// A monitor has to listen before the ports are listed, so that none is missed; what came in between is told once.
struct PortLedger: Sendable {
    private var known: [String: SerialDevice] = [:]

    /// The ports that are there at the start.
    mutating func begin(with devices: [SerialDevice]) -> [DeviceEvent] {
        for device in devices { known[device.path] = device }
        return devices.map(DeviceEvent.present)
    }

    /// A terminal was added.
    /// - Parameter device: its port; `nil` where it has none, or has gone again.
    /// - Returns: nothing new where the same port is known; its end as well where another one had its name.
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
