import DeviceDiscovery
import TransportCore

extension BoardEntry {
    /// Where the board is.
    /// - Throws: what is wrong with its port or device.
    func place() throws(InventoryFinding) -> Inventory.Place {
        switch (port, device) {
        case (let port?, nil):
            switch TransportAddress(port) {
            case .simulated, nil:
                throw finding(.invalidValue, .port, "the port “\(port)” of \(name) is neither a path nor a URL.")
            case .some(let address):
                return .address(address)
            }
        case (nil, let device?):
            guard let selector = DeviceSelector(device), !selector.isName else {
                throw finding(
                    .invalidValue,
                    .device,
                    "the device “\(device)” of \(name) is not a selector such as serial:TEXT."
                )
            }
            return .device(selector)
        case (nil, nil):
            throw finding(.missingKey, .name, "\(name) needs either a port or a device, but has neither.")
        case (.some, .some):
            throw finding(.invalidValue, .port, "\(name) needs either a port or a device, but has both.")
        }
    }

    private func finding(_ code: InventoryFinding.Code, _ key: Key, _ message: String) -> InventoryFinding {
        InventoryFinding(code, board: name, key: key.rawValue, message)
    }
}

extension DeviceSelector {
    fileprivate var isName: Bool {
        if case .name = criterion { true } else { false }
    }
}
