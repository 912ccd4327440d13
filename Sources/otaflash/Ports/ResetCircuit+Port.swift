import BoardProfiles
import DeviceDiscovery
import TransportCore

extension ResetCircuit {
    /// The circuit of the boards with such a port, if all of them have the same; otherwise the most common circuit.
    static func usual(of device: SerialDevice?, among profiles: ProfileCatalog) -> ResetCircuit {
        guard let usb = device?.usb else { return .classic }
        let circuits = profiles.profiles(vendor: usb.vendor, product: usb.product, interface: device?.interface)
            .compactMap { profile in
                profile.port(vendor: usb.vendor, product: usb.product, interface: device?.interface)?.reset
            }
        guard let first = circuits.first, Set(circuits).count == 1 else { return .classic }
        return first
    }
}
