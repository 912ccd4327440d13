extension DeviceSelector: LosslessStringConvertible {
    /// Reads the text form; `nil` if it is invalid, or if nothing follows the colon.
    public init?(_ description: String) {
        if description.hasPrefix("/") {
            self.init(.node(description))
            return
        }
        guard let colon = description.firstIndex(of: ":") else { return nil }
        let kind = description[..<colon]
        let rest = description[description.index(after: colon)...]
        let (front, port) = Self.splitting(rest, at: ":port", radix: 10, digits: 1...3)
        let (value, interface) = Self.splitting(front, at: ":if", radix: 16, digits: 2...2)
        guard !value.isEmpty else { return nil }
        switch kind {
        case "usb":
            let ids = value.split(separator: ":", omittingEmptySubsequences: false)
            guard ids.count == 2, let vendor = UInt16(ids[0], radix: 16), let product = UInt16(ids[1], radix: 16)
            else { return nil }
            self.init(.usb(vendor: vendor, product: product), interface: interface, port: port)
        case "serial":
            self.init(.serial(String(value)), interface: interface, port: port)
        case "path":
            guard let place = USBLocation(String(value)), !place.isRoot else { return nil }
            self.init(.topology(place.description), interface: interface, port: port)
        case "name":
            self.init(.name(String(rest)))
        case "mac":
            guard let address = MACAddress(String(rest)) else { return nil }
            self.init(.mac(address))
        default:
            return nil
        }
    }

    /// The text form that `init(_:)` reads.
    public var description: String {
        let text =
            switch criterion {
            case .usb(let vendor, let product): "usb:\(USBIdentity(vendor: vendor, product: product))"
            case .serial(let text): "serial:\(text)"
            case .topology(let place): "path:\(place)"
            case .name(let name): "name:\(name)"
            case .mac(let address): "mac:\(address)"
            case .node(let path): path
            }
        let interface = self.interface.map { ":if" + ($0 < 16 ? "0" : "") + String($0, radix: 16) } ?? ""
        return text + interface + (port.map { ":port\($0)" } ?? "")
    }

    /// Splits off a named number at the end of the text.
    private static func splitting(
        _ text: Substring,
        at name: String,
        radix: Int,
        digits: ClosedRange<Int>
    ) -> (Substring, UInt8?) {
        guard let colon = text.lastIndex(of: ":"), text[colon...].hasPrefix(name) else { return (text, nil) }
        let written = text[colon...].dropFirst(name.count)
        guard digits.contains(written.count), written.allSatisfy(\.isHexDigit),
            let number = UInt8(written, radix: radix)
        else { return (text, nil) }
        return (text[..<colon], number)
    }
}
