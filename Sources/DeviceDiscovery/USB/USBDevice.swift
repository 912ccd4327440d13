/// A device or hub on the USB of this host, from its device descriptor and the bus.
package struct USBDevice: Sendable, Hashable {
    /// The speed of the device.
    package enum Speed: String, Sendable, Hashable, CaseIterable {
        case low, full, high
        case superSpeed = "super"
        case superSpeedPlus = "super-plus"
        case unknown
    }

    /// Its location.
    package var location: USBLocation
    /// The address that the bus assigned; it changes each time the device is plugged in.
    package var address: UInt8
    /// The vendor ID.
    package var vendor: UInt16
    /// The product ID, assigned by the vendor.
    package var product: UInt16
    /// The device class; 9 is a hub.
    package var deviceClass: UInt8
    /// Its USB version, binary-coded decimal: `0x0210` is 2.1.
    package var usbVersion: UInt16
    /// The speed of the device.
    package var speed: Speed

    /// Makes a device from its facts.
    package init(
        location: USBLocation,
        address: UInt8,
        vendor: UInt16,
        product: UInt16,
        deviceClass: UInt8 = 0,
        usbVersion: UInt16 = 0x0200,
        speed: Speed = .unknown
    ) {
        self.location = location
        self.address = address
        self.vendor = vendor
        self.product = product
        self.deviceClass = deviceClass
        self.usbVersion = usbVersion
        self.speed = speed
    }

    /// Whether other devices can be plugged into it (USB 2.0, 11.23.1: class 9).
    package var isHub: Bool { deviceClass == 9 }

    /// Its hub protocol.
    ///
    /// The USB 2 half of a USB 3 hub reports 2.1, the other half 3.0 or higher (USB 3.2, 10.15.1).
    package var hubGeneration: HubGeneration { usbVersion >= 0x0300 ? .usb3 : .usb2 }
}
