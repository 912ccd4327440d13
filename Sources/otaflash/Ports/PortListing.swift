import DeviceDiscovery

/// One port as `ports` shows it.
struct PortListing: Sendable {
    var device: SerialDevice
    /// The selector that matches only this port.
    var selector: DeviceSelector
    /// The names of the board profiles with such a port.
    var profiles: [String]
    /// What its board answered; `nil` if it was not asked.
    var probe: PortProbe?

    /// The listings of ports that are present at the same time.
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
