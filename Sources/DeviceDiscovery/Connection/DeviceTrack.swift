/// What a device is known by when it comes back, perhaps under another name, in another socket, or as other firmware.
struct DeviceTrack: Sendable, Hashable {
    private let device: SerialDevice
    private let hasOwnSerialNumber: Bool

    /// - Parameter devices: those that were there with it.
    init(_ device: SerialDevice, among devices: [SerialDevice]) {
        self.device = device
        let selector = device.distinctiveSelector(among: devices)
        hasOwnSerialNumber = if case .serial = selector.criterion { true } else { false }
    }

    /// The device among those that are there now: by its serial number where that is its own, else in its socket, else by
    /// its node.
    ///
    /// Firmware with a USB console of its own can bring another serial number: in the same socket one of the same vendor is
    /// taken for the same device where nobody has the old number.
    func find(in devices: [SerialDevice]) -> SerialDevice? {
        let likely = devices.filter { $0.interface == device.interface }
        if hasOwnSerialNumber {
            if let same = likely.first(where: { $0.serialNumber == device.serialNumber }) { return same }
            return likely.first { isInPlace($0) && $0.usb?.vendor == device.usb?.vendor && !$0.hasTellingSerialNumber }
        }
        guard device.topology != nil else { return devices.first { $0.path == device.path } }
        return likely.first { isInPlace($0) && $0.usb?.vendor == device.usb?.vendor }
    }

    private func isInPlace(_ other: SerialDevice) -> Bool {
        device.topology != nil && other.topology == device.topology
    }
}
