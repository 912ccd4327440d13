/// Selects a device by its properties, its socket or its name.
///
/// The text forms are `usb:10c4:ea60`, `serial:TEXT` (the serial number or its beginning), `path:1-2.3` (the socket),
/// `mac:AA:BB:CC:DD:EE:FF`, `name:TEXT` (a name of the bench's inventory), and the path of a node or of a link to it. The
/// first three may end in `:if01`, the interface of a device with several ports, in `:port2`, the port of an interface with
/// several, or in both.
public struct DeviceSelector: Sendable, Hashable {
    /// The property that it compares.
    public enum Criterion: Sendable, Hashable {
        /// The vendor and product IDs.
        case usb(vendor: UInt16, product: UInt16)
        /// The serial number or its beginning; case-insensitive.
        case serial(String)
        /// The USB socket, `1-2.3`.
        case topology(String)
        /// A name of the bench; only its inventory knows the device.
        case name(String)
        /// The board's MAC address.
        case mac(MACAddress)
        /// The path of the node, or of a link to it.
        case node(String)
    }

    /// The property that it compares.
    public var criterion: Criterion
    /// The USB interface, if the criterion alone does not distinguish the ports of one device.
    public var interface: UInt8?
    /// The port's number on its interface, if criterion and interface do not distinguish the ports of one device.
    public var port: UInt8?

    /// Makes a selector from its parts.
    public init(_ criterion: Criterion, interface: UInt8? = nil, port: UInt8? = nil) {
        self.criterion = criterion
        self.interface = interface
        self.port = port
    }

    /// Whether a device matches, as far as the host knows.
    ///
    /// A name matches nothing, since only the inventory knows it. A MAC address matches if it is the USB serial number.
    public func matches(_ device: SerialDevice) -> Bool {
        guard interface == nil || interface == device.interface else { return false }
        // The only port of an interface may have no number.
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

    /// Whether a device that does not match may still be the right one, since only its board can answer that.
    public var needsAnswer: Bool {
        if case .mac = criterion { true } else { false }
    }

    /// The only device that matches.
    ///
    /// A complete serial number takes precedence over a prefix.
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
