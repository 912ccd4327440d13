package import BoardProfiles
package import DeviceDiscovery

extension ProfileCatalog {
    /// The names of the profiles that may match a port; many boards share their IDs.
    package func names(of device: SerialDevice) -> [String] {
        profiles(of: device).map(\.name)
    }

    /// The profiles that may match a port.
    package func profiles(of device: SerialDevice) -> [BoardProfile] {
        guard let usb = device.usb else { return [] }
        return profiles(vendor: usb.vendor, product: usb.product, interface: device.interface)
    }
}
