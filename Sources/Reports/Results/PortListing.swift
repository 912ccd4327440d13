package import DeviceDiscovery

/// One port as `ports` shows it.
package struct PortListing: Sendable {
    package var device: SerialDevice
    /// The selector that matches only this port.
    package var selector: DeviceSelector
    /// The names of the board profiles with such a port.
    package var profiles: [String]
    /// What its board answered; `nil` if it was not asked.
    package var probe: PortProbe?

    package init(device: SerialDevice, selector: DeviceSelector, profiles: [String], probe: PortProbe? = nil) {
        (self.device, self.selector, self.profiles, self.probe) = (device, selector, profiles, probe)
    }

    /// The listings of ports that are present at the same time.
    package static func all(of devices: [SerialDevice], profiles: (SerialDevice) -> [String] = { _ in [] })
        -> [PortListing]
    {
        devices.map { device in
            PortListing(
                device: device,
                selector: device.distinctiveSelector(among: devices),
                profiles: profiles(device)
            )
        }
    }
}
