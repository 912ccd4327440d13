public import TransportCore

/// A snapshot of a serial port of this host.
public struct SerialDevice: Sendable, Hashable {
    /// The device node, `/dev/ttyUSB0`.
    public var path: String
    /// Links in `/dev/serial/by-id`, which name the adapter and stay when it moves to another socket.
    public var byID: [String]
    /// Links in `/dev/serial/by-path`, which name the socket and stay when another adapter is plugged in.
    public var byPath: [String]
    /// Other links that udev's rules have made, such as those in `/dev/otaflash`.
    public var links: [String]
    /// The USB device of the port; `nil` for a UART of the host.
    public var usb: USBIdentity?
    /// The kernel's name of the USB socket, `1-2.3`; independent of the device that is plugged in there.
    public var topology: String?
    /// The kernel driver that serves the port, `cp210x`.
    public var driver: String?
    /// Whether this user can read and write the port.
    public var isAccessible: Bool
    /// The process that has the port open, if it is visible to this user.
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
    /// The USB interface of the port, which distinguishes the ports of one device.
    public var interface: UInt8? {
        usb?.interface
    }

    /// The number of the port among those of its interface.
    public var port: UInt8? {
        usb?.port
    }
}
