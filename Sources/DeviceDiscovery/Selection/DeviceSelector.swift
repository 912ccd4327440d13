/// Says which device is meant, by what it is, where it hangs or what it is called.
///
/// The text forms are `usb:10c4:ea60`, `serial:TEXT` (the serial number or its beginning), `path:1-2.3` (the socket),
/// `mac:AA:BB:CC:DD:EE:FF`, `name:TEXT` (a name of the bench's inventory), and the path of a node or of a link to it. The
/// first three may end in `:if01`, the interface of a device with several ports, in `:port2`, the port of an interface with
/// several, or in both.
public struct DeviceSelector: Sendable, Hashable {
    /// By what it selects.
    public enum Criterion: Sendable, Hashable {
        /// The ids of vendor and product.
        case usb(vendor: UInt16, product: UInt16)
        /// The serial number or its beginning; letters of either case.
        case serial(String)
        /// The place among the sockets, `1-2.3`.
        case topology(String)
        /// A name that the bench has given; only its inventory knows what it stands for.
        case name(String)
        /// The board's MAC address.
        case mac(MACAddress)
        /// The path of the node, or of a link to it.
        case node(String)
    }

    /// By what it selects.
    public var criterion: Criterion
    /// The USB interface, where the criterion alone does not tell the ports of one device apart.
    public var interface: UInt8?
    /// The port's number on its interface, where criterion and interface do not tell the ports of one device apart.
    public var port: UInt8?

    /// Makes a selector from its parts.
    public init(_ criterion: Criterion, interface: UInt8? = nil, port: UInt8? = nil) {
        self.criterion = criterion
        self.interface = interface
        self.port = port
    }

    /// Whether what the host knows says that the device is meant.
    ///
    /// A name matches nothing, since only the inventory knows it. A MAC address matches where it is the USB serial number.
    public func matches(_ device: SerialDevice) -> Bool {
        guard interface == nil || interface == device.interface else { return false }
        // The only port of an interface may be counted by nobody.
        guard port == nil || port == device.port ?? 0 else { return false }
        return switch criterion {
        case .usb(let vendor, let product): device.usb?.vendor == vendor && device.usb?.product == product
        case .serial(let text): device.serialNumber?.lowercased().hasPrefix(text.lowercased()) == true
        case .topology(let place): device.topology == place
        case .name: false
        case .mac(let address): device.mac == address
        case .node(let path): device.path == path || device.allLinks.contains(path)
        }
    }

    /// Whether a device that does not match may still be the one, since only the board on it can tell.
    public var needsAnswer: Bool {
        if case .mac = criterion { true } else { false }
    }

    /// The one device that is meant.
    ///
    /// A serial number that is given in full counts more than one that only begins so.
    /// - Throws: `noDevice`, `ambiguous`; `needsInventory` for a name.
    public func choose(from devices: [SerialDevice]) throws(SelectorError) -> SerialDevice {
        if case .name = criterion { throw SelectorError(.needsInventory, self, present: devices) }
        var matching = devices.filter(matches)
        if case .serial(let text) = criterion {
            let exact = matching.filter { $0.serialNumber?.lowercased() == text.lowercased() }
            if !exact.isEmpty { matching = exact }
        }
        switch matching.count {
        case 0: throw SelectorError(.noDevice, self, present: devices)
        case 1: return matching[0]
        default: throw SelectorError(.ambiguous, self, matching: matching, present: devices)
        }
    }
}
