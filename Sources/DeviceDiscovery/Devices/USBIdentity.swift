/// What a USB device reports about itself, and which of its ports this is.
public struct USBIdentity: Sendable, Hashable {
    /// The vendor ID.
    public var vendor: UInt16
    /// The product ID, assigned by the vendor.
    public var product: UInt16
    /// The serial number; many adapters have none, and some all have the same (`0001`).
    public var serialNumber: String?
    /// The vendor's name, as reported by the device.
    public var manufacturer: String?
    /// The product's name, as reported by the device.
    public var productName: String?
    /// The interface of the port, which distinguishes the ports of one device.
    public var interface: UInt8?
    /// The number of the port among those of its interface, from 0; a converter may have eight on one interface.
    ///
    /// `nil` if the driver does not number its ports and the interface has no other port.
    public var port: UInt8?

    /// Makes an identity from its facts.
    public init(
        vendor: UInt16,
        product: UInt16,
        serialNumber: String? = nil,
        manufacturer: String? = nil,
        productName: String? = nil,
        interface: UInt8? = nil,
        port: UInt8? = nil
    ) {
        self.vendor = vendor
        self.product = product
        self.serialNumber = serialNumber
        self.manufacturer = manufacturer
        self.productName = productName
        self.interface = interface
        self.port = port
    }
}

extension USBIdentity {
    /// Whether the vendor is Espressif: then the chip itself is the USB device, and its firmware decides what it reports
    /// (`espressif/usb-pids`: vendor 303a).
    var isEspressif: Bool { vendor == 0x303A }
}

extension USBIdentity: CustomStringConvertible {
    /// Vendor and product as four hexadecimal digits each, `10c4:ea60`.
    public var description: String {
        "\(Self.hexadecimal(vendor)):\(Self.hexadecimal(product))"
    }

    private static func hexadecimal(_ number: UInt16) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
