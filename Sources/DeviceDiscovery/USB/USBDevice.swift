/// A device or hub on the USB of this host, as its device descriptor and the bus tell it.
public struct USBDevice: Sendable, Hashable {
    /// How fast it talks.
    public enum Speed: String, Sendable, Hashable, CaseIterable {
        case low, full, high
        case superSpeed = "super"
        case superSpeedPlus = "super-plus"
        case unknown
    }

    /// Where it is plugged in.
    public var location: USBLocation
    /// The number that the bus gave it, another one each time it comes.
    public var address: UInt8
    /// The vendor's id.
    public var vendor: UInt16
    /// The product's id, given by the vendor.
    public var product: UInt16
    /// The class of the whole device; 9 is a hub.
    public var deviceClass: UInt8
    /// The version of USB that it speaks, in decimal digits: `0x0210` is 2.1.
    public var usbVersion: UInt16
    /// How fast it talks.
    public var speed: Speed

    /// Makes a device from its facts.
    public init(
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
    public var isHub: Bool { deviceClass == 9 }

    /// Which of the two hub protocols it speaks.
    ///
    /// The USB 2 half of a USB 3 hub calls itself 2.1, the other half 3.0 or more (USB 3.2, 10.15.1).
    public var hubGeneration: HubGeneration { usbVersion >= 0x0300 ? .usb3 : .usb2 }
}
