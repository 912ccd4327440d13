import DeviceDiscovery
import TransportCore

extension ResetCircuit {
    /// Espressif's own USB-Serial-JTAG peripheral (usb-pids of Espressif Systems).
    private static let usbSerialJTAGPeripheral: (vendor: UInt16, product: UInt16) = (0x303A, 0x1001)

    /// The circuit that a port has as a rule: the peripheral's own, or two transistors behind an adapter.
    static func usual(of address: TransportAddress?, in catalog: PortCatalog) -> ResetCircuit {
        guard case .terminal(let path) = address,
            let usb = catalog.ports().first(where: { $0.isNamed(path) })?.usb
        else { return .classic }
        let isPeripheral = (usb.vendor, usb.product) == usbSerialJTAGPeripheral
        return isPeripheral ? .usbSerialJTAG : .classic
    }
}

extension SerialDevice {
    fileprivate func isNamed(_ path: String) -> Bool {
        self.path == path || byID.contains(path) || byPath.contains(path)
    }
}
