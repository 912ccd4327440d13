/// Recognizes a device that comes back, perhaps under another name, in another socket, or with other firmware.
struct DeviceTrack: Sendable, Hashable {
    private let device: SerialDevice
    private let hasOwnSerialNumber: Bool

    /// - Parameter devices: the devices that were connected with it.
    init(_ device: SerialDevice, among devices: [SerialDevice]) {
        self.device = device
        let selector = device.distinctiveSelector(among: devices)
        hasOwnSerialNumber = if case .serial = selector.criterion { true } else { false }
    }

    /// The device among those that are connected now: by its serial number if that is unique, else by its socket if the same
    /// product with the same number is plugged in there, else by its node.
    ///
    /// If several devices have its number, only the one in its socket can match. An Espressif chip that is itself the USB
    /// device can come back with other firmware, and so with another product and number: an Espressif device in the same socket
    /// matches, unless both have unique serial numbers.
    func find(in devices: [SerialDevice]) -> SerialDevice? {
        // The first of several ports may have been seen before the others appeared and could be counted.
        let likely = devices.filter { $0.interface == device.interface && ($0.port ?? 0) == (device.port ?? 0) }
        if hasOwnSerialNumber {
            let same = likely.filter { $0.serialNumber == device.serialNumber }
            guard same.isEmpty else { return same.count == 1 ? same[0] : one(of: same.filter(isInPlace)) }
            return one(of: likely.filter { isInPlace($0) && isOtherFirmware($0) && !$0.hasTellingSerialNumber })
        }
        guard device.topology != nil else { return devices.first { $0.path == device.path } }
        return one(of: likely.filter { isInPlace($0) && (isAlike($0) || isOtherFirmware($0)) })
    }

    /// The only candidate; of several that cannot be distinguished, the one that kept its name, or `nil`.
    private func one(of candidates: [SerialDevice]) -> SerialDevice? {
        candidates.count == 1 ? candidates[0] : candidates.first { $0.path == device.path }
    }

    private func isAlike(_ other: SerialDevice) -> Bool {
        other.usb?.vendor == device.usb?.vendor && other.usb?.product == device.usb?.product
            && other.serialNumber == device.serialNumber
    }

    private func isOtherFirmware(_ other: SerialDevice) -> Bool {
        device.usb?.isEspressif == true && other.usb?.isEspressif == true
    }

    private func isInPlace(_ other: SerialDevice) -> Bool {
        device.topology != nil && other.topology == device.topology
    }
}
