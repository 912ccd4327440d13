/// The IDs that match a USB port: vendor, product and, for a device with several ports, the interface.
package struct USBMatch: Sendable, Hashable {
    /// The vendor ID.
    package var vendor: UInt16
    /// The product ID, assigned by the vendor.
    package var product: UInt16
    /// The interface of the port; `nil` matches any.
    package var interface: UInt8?

    /// Makes a match from its IDs.
    package init(vendor: UInt16, product: UInt16, interface: UInt8? = nil) {
        self.vendor = vendor
        self.product = product
        self.interface = interface
    }

    /// Reads vendor and product as four lower-case hexadecimal digits each, `10c4:ea60`; `nil` for any other text.
    package init?(_ text: String, interface: UInt8? = nil) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let vendor = Self.number(parts[0]), let product = Self.number(parts[1]) else {
            return nil
        }
        self.init(vendor: vendor, product: product, interface: interface)
    }

    /// Whether a device's port matches; an unknown interface matches.
    package func matches(vendor: UInt16, product: UInt16, interface: UInt8?) -> Bool {
        guard vendor == self.vendor, product == self.product else { return false }
        guard let interface, let wanted = self.interface else { return true }
        return interface == wanted
    }

    private static func number(_ digits: Substring) -> UInt16? {
        guard digits.utf8.count == 4,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return UInt16(digits, radix: 16)
    }
}

extension USBMatch {
    /// The vendor ID as four hexadecimal digits.
    package var vendorDigits: String { Self.digits(vendor, count: 4) }
    /// The product ID as four hexadecimal digits.
    package var productDigits: String { Self.digits(product, count: 4) }
    /// The interface as two hexadecimal digits, as udev writes it.
    package var interfaceDigits: String? { interface.map { Self.digits(UInt16($0), count: 2) } }

    private static func digits(_ number: UInt16, count: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}

extension USBMatch: CustomStringConvertible {
    /// Vendor and product, `10c4:ea60`.
    package var description: String { "\(vendorDigits):\(productDigits)" }
}
