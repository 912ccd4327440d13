import TransportPosix

/// The kernel's and udev's facts about one terminal, as text; the source of a `SerialDevice`.
///
/// `class/tty/NAME` is below the USB interface for a CDC-ACM port, and below a port of the interface for a converter; so
/// everything except udev's properties is searched for on the way up.
struct DeviceRecord: Sendable, Hashable {
    /// One of the devices above the terminal.
    struct Parent: Sendable, Hashable {
        /// The kernel's name, `1-2.3` for a USB device.
        var name: String
        var subsystem: String?
        var driver: String?
        var attributes: [String: String] = [:]
    }

    /// The attributes to read, if a device has them.
    static let attributeNames = [
        "idVendor", "idProduct", "serial", "manufacturer", "product", "bInterfaceNumber", "port_number", "type", "dev",
    ]

    /// The kernel's name, `ttyUSB0`.
    var name: String
    /// The path of the node in `/dev`.
    var node: String
    /// The properties from udev's rules; empty if udev does not run.
    var properties: [String: String] = [:]
    /// The terminal's own attributes.
    var attributes: [String: String] = [:]
    /// The parent devices, the nearest first.
    var parents: [Parent] = []
    /// The kernel's names of all terminals of the nearest parent.
    var siblings: [String] = []
    /// Whether the terminal is assumed to be a port, since there is no information about it.
    var isAssumedPort = false

    /// The kernel's device number; `nil` if it is not known.
    var number: DeviceNumber? {
        attributes["dev"].flatMap { DeviceNumber($0) }
    }

    /// Whether the terminal is a port: a USB device, or a UART.
    ///
    /// The kernel creates nodes for four or more UARTs that a PC might have, and `type` says which exist (`serial_core.c`);
    /// older kernels show `type` only to root, and there the nodes without a UART belong to a platform device.
    var isSerialPort: Bool {
        if usb != nil || isAssumedPort { return true }
        guard let nearest = parents.first else { return false }
        if let type = attributes["type"] { return type != "0" }
        return PortName(name).stem == "ttyS" && nearest.subsystem != "platform"
    }

    /// The USB device; its own strings are preferred, since udev replaces characters in them.
    var usb: USBIdentity? {
        guard let vendor = number("idVendor", or: "ID_VENDOR_ID", as: UInt16.self),
            let product = number("idProduct", or: "ID_MODEL_ID", as: UInt16.self)
        else { return nil }
        return USBIdentity(
            vendor: vendor,
            product: product,
            serialNumber: text("serial", or: "ID_SERIAL_SHORT"),
            manufacturer: text("manufacturer", or: "ID_VENDOR"),
            productName: text("product", or: "ID_MODEL"),
            interface: interface,
            port: port
        )
    }

    /// The USB device's place among the sockets, `1-2.3`.
    var topology: String? {
        device?.name
    }

    /// The driver of the port itself.
    ///
    /// Since Linux 6.5, a UART has two parents that are not its driver (`serial_base_bus.c`).
    var driver: String? {
        let driver = parents.lazy.filter { $0.subsystem != "serial-base" }.compactMap(\.driver).first
        return driver ?? properties["ID_USB_DRIVER"]
    }

    /// Whether the node has the name that the kernel gave the terminal.
    var hasOwnName: Bool {
        PortName(node).last == name
    }

    /// The links in a folder of `/dev/serial` that udev requests for the node, sorted.
    func links(_ kind: String) -> [String] {
        links.filter { $0.contains("/serial/\(kind)/") }
    }

    /// The links that udev requests elsewhere, sorted.
    var otherLinks: [String] {
        links.filter { !$0.contains("/serial/by-") }
    }

    /// The links that udev requests for the node, sorted; a link that several devices claim leads to one of them.
    var links: [String] {
        properties["DEVLINKS"]?.split(separator: " ").map(String.init).sorted() ?? []
    }

    private var device: Parent? {
        parents.first { $0.attributes["idVendor"] != nil }
    }

    private var interface: UInt8? {
        let number = parents.lazy.compactMap { $0.attributes["bInterfaceNumber"] }.first
        return (number ?? properties["ID_USB_INTERFACE_NUM"]).flatMap { UInt8($0, radix: 16) }
    }

    /// The kernel's port number (Linux `usb-serial.c`, `port_number`); drivers without one number their terminals in the order
    /// of the ports.
    private var port: UInt8? {
        if let number = parents.lazy.compactMap({ $0.attributes["port_number"] }).first { return UInt8(number) }
        guard siblings.count > 1 else { return nil }
        return siblings.sorted { PortName($0) < PortName($1) }.firstIndex(of: name).flatMap { UInt8(exactly: $0) }
    }

    /// A USB device's attribute, or udev's property if there are no attributes.
    private func text(_ attribute: String, or property: String) -> String? {
        guard let device else { return properties["ID_BUS"] == "usb" ? properties[property] : nil }
        return device.attributes[attribute]
    }

    private func number<Number: FixedWidthInteger>(
        _ attribute: String,
        or property: String,
        as type: Number.Type
    ) -> Number? {
        text(attribute, or: property).flatMap { Number($0, radix: 16) }
    }
}
