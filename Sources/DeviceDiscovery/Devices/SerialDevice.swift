public import TransportCore

/// A serial port that this host has, as it was when somebody looked.
public struct SerialDevice: Sendable, Hashable {
    /// The device node, `/dev/ttyUSB0`.
    public var path: String
    /// Links in `/dev/serial/by-id`, which name the adapter and stay when it moves to another socket.
    public var byID: [String]
    /// Links in `/dev/serial/by-path`, which name the socket and stay when another adapter is plugged in.
    public var byPath: [String]
    /// Other links that udev's rules have made, such as those in `/dev/otaflash`.
    public var links: [String]
    /// The USB device behind the port; `nil` for a port of the board.
    public var usb: USBIdentity?
    /// The USB device's place among the sockets as the kernel names it, `1-2.3`; the same whatever is plugged in there.
    public var topology: String?
    /// The kernel driver that serves the port, `cp210x`.
    public var driver: String?
    /// Whether this user may read and write the port.
    public var isAccessible: Bool
    /// The process that has the port open, where it can be seen.
    public var holder: PortHolder?

    /// Makes a device from its facts.
    public init(
        path: String,
        byID: [String] = [],
        byPath: [String] = [],
        links: [String] = [],
        usb: USBIdentity? = nil,
        topology: String? = nil,
        driver: String? = nil,
        isAccessible: Bool = true,
        holder: PortHolder? = nil
    ) {
        self.path = path
        self.byID = byID
        self.byPath = byPath
        self.links = links
        self.usb = usb
        self.topology = topology
        self.driver = driver
        self.isAccessible = isAccessible
        self.holder = holder
    }
}

extension SerialDevice {
    /// The USB interface that carries the port, which tells the ports of one device apart.
    public var interface: UInt8? {
        usb?.interface
    }

    /// The number of the port among those that its interface carries.
    public var port: UInt8? {
        usb?.port
    }
}
