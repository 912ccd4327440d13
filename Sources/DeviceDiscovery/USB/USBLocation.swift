/// A location on the USB of this host, which stays the same when a device is replugged: a bus and the ports on the way from
/// its root hub.
package struct USBLocation: Sendable, Hashable {
    /// The bus, counted from 1.
    package var bus: UInt8
    /// The ports on the way, the root hub's first; empty for the root hub itself.
    package var ports: [UInt8]

    /// Makes a location from its parts.
    package init(bus: UInt8, ports: [UInt8] = []) {
        self.bus = bus
        self.ports = ports
    }

    /// Reads the kernel's name: `1-2.3`, and `usb1` for a root hub.
    package init?(_ text: String) {
        if text.hasPrefix("usb") {
            guard let bus = Self.number(text.dropFirst(3)) else { return nil }
            self.init(bus: bus)
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let bus = Self.number(parts[0]) else { return nil }
        let ports = parts[1].split(separator: ".", omittingEmptySubsequences: false).map(Self.number)
        // USB allows at most five hubs between a root hub and a device (USB 2.0, 4.1.1).
        guard ports.count <= Self.depth, !ports.contains(nil) else { return nil }
        self.init(bus: bus, ports: ports.compactMap(\.self))
    }

    /// The maximum number of ports on the way to a device.
    static let depth = 7

    /// Whether this is a root hub, which is a part of the host.
    package var isRoot: Bool { ports.isEmpty }

    /// The port that the device here is connected to; `nil` for a root hub.
    package var hubPort: HubPortAddress? {
        ports.last.map { HubPortAddress(hub: USBLocation(bus: bus, ports: ports.dropLast()), port: $0) }
    }

    /// The location at a port of the hub here.
    package func child(_ port: UInt8) -> USBLocation {
        USBLocation(bus: bus, ports: ports + [port])
    }

    /// Whether this is `other` or is connected below it.
    package func isAtOrBehind(_ other: USBLocation) -> Bool {
        bus == other.bus && ports.starts(with: other.ports)
    }

    private static func number(_ text: Substring) -> UInt8? {
        guard text.allSatisfy({ ("0"..."9").contains($0) }), let number = UInt8(text), number > 0 else { return nil }
        return number
    }
}

extension USBLocation: CustomStringConvertible {
    /// The kernel's name, `1-2.3`.
    package var description: String {
        isRoot ? "usb\(bus)" : "\(bus)-" + ports.map(String.init).joined(separator: ".")
    }
}

extension USBLocation: Comparable {
    /// By bus, then in the order of the ports.
    package static func < (left: USBLocation, right: USBLocation) -> Bool {
        left.bus == right.bus ? left.ports.lexicographicallyPrecedes(right.ports) : left.bus < right.bus
    }
}
