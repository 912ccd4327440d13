public import BoardProfiles
public import DeviceDiscovery

extension ProfileCatalog {
    /// The names of the kinds of boards that may be behind a port; many share their ids.
    public func names(of device: SerialDevice) -> [String] {
        profiles(of: device).map(\.name)
    }

    /// The kinds of boards that may be behind a port.
    public func profiles(of device: SerialDevice) -> [BoardProfile] {
        guard let usb = device.usb else { return [] }
        return profiles(vendor: usb.vendor, product: usb.product, interface: device.interface)
    }
}
