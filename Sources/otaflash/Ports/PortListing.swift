import DeviceDiscovery

/// One port as `ports` shows it.
struct PortListing: Sendable {
    var device: SerialDevice
    /// What selects it and no other.
    var selector: DeviceSelector
    /// The names of the kinds of boards that have such a port.
    var profiles: [String]
    /// What its board answered; `nil` where it was not asked.
    var probe: PortProbe?

    /// The listings of ports that are there together.
    static func all(of devices: [SerialDevice], profiles: (SerialDevice) -> [String] = { _ in [] }) -> [PortListing] {
        devices.map { device in
            PortListing(
                device: device,
                selector: device.distinctiveSelector(among: devices),
                profiles: profiles(device)
            )
        }
    }
}
