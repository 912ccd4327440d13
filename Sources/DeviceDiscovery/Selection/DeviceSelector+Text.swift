extension DeviceSelector: LosslessStringConvertible {
    /// Reads the text form; `nil` where it is none, or lacks what comes after its colon.
    public init?(_ description: String) {
        if description.hasPrefix("/") {
            self.init(.node(description))
            return
        }
        guard let colon = description.firstIndex(of: ":") else { return nil }
        let kind = description[..<colon]
        let rest = description[description.index(after: colon)...]
        let (value, interface) = Self.splitting(rest)
        guard !value.isEmpty else { return nil }
        switch kind {
        case "usb":
            let ids = value.split(separator: ":", omittingEmptySubsequences: false)
            guard ids.count == 2, let vendor = UInt16(ids[0], radix: 16), let product = UInt16(ids[1], radix: 16)
            else { return nil }
            self.init(.usb(vendor: vendor, product: product), interface: interface)
        case "serial":
            self.init(.serial(String(value)), interface: interface)
        case "path":
            guard let place = USBLocation(String(value)), !place.isRoot else { return nil }
            self.init(.topology(place.description), interface: interface)
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
        guard let interface else { return text }
        return text + ":if" + (interface < 16 ? "0" : "") + String(interface, radix: 16)
    }

    /// The interface at the end apart from what stands before it.
    private static func splitting(_ text: Substring) -> (Substring, UInt8?) {
        let end = text.suffix(5)
        guard end.hasPrefix(":if"), let interface = UInt8(end.dropFirst(3), radix: 16) else { return (text, nil) }
        return (text.dropLast(5), interface)
    }
}
