/// A serial device on an emulated USB hub, with the attributes that the udev rules check.
///
/// Properties that udev computes are not set: its builtins read the attributes, as for real devices.
/// Sources: Linux `drivers/usb/core/sysfs.c`, `drivers/usb/serial/bus.c`, `ftdi_sio.c` (`latency_timer`).
struct EmulatedPort {
    var socket: Int
    var id: String
    var manufacturer: String
    var product: String
    var serial: String?
    var driver: String
    var interface = 0
    var port = 0

    private static let hub = "/devices/pci0000:00/0000:00:14.0/usb1"

    /// The controller and its hub, to which everything is connected.
    static let host = """
        P: /devices/pci0000:00/0000:00:14.0
        E: SUBSYSTEM=pci
        E: PCI_SLOT_NAME=0000:00:14.0

        P: \(hub)
        N: bus/usb/001/001
        E: SUBSYSTEM=usb
        E: DEVTYPE=usb_device
        A: idVendor=1d6b
        A: idProduct=0002
        A: bDeviceClass=09


        """

    /// The hub.
    static let hubPath = "/sys" + hub

    /// The USB device.
    var devicePath: String { "/sys\(Self.hub)/1-\(socket)" }
    /// The converter, if the device is on a USB serial bus.
    var converterPath: String { "\(interfacePath)/\(name)" }
    /// The terminal.
    var terminalPath: String { (isConverter ? converterPath : interfacePath) + "/tty/\(name)" }

    private var interfacePath: String { "\(devicePath)/1-\(socket):1.\(interface)" }
    private var isConverter: Bool { driver != "cdc_acm" }
    private var name: String { (isConverter ? "ttyUSB" : "ttyACM") + "\(socket * 10 + interface + port)" }

    /// The devices in umockdev's format.
    var text: String {
        let parts = [device, interfaceText] + (isConverter ? [converter] : []) + [terminal]
        return parts.map { $0.joined(separator: "\n") + "\n\n" }.joined()
    }

    private var device: [String] {
        let ids = id.split(separator: ":")
        return [
            "P: \(devicePath.dropFirst(4))", "N: bus/usb/001/\(100 + socket)", "E: SUBSYSTEM=usb",
            "E: DEVTYPE=usb_device", "A: idVendor=\(ids[0])", "A: idProduct=\(ids[1])",
            "A: manufacturer=\(manufacturer)", "A: product=\(product)", "A: bDeviceClass=00", "A: bcdDevice=0100",
        ] + (serial.map { ["A: serial=\($0)"] } ?? [])
    }

    private var interfaceText: [String] {
        [
            "P: \(interfacePath.dropFirst(4))", "E: SUBSYSTEM=usb", "E: DEVTYPE=usb_interface", "E: DRIVER=\(driver)",
            "A: bInterfaceNumber=0\(interface)", "A: bInterfaceClass=\(isConverter ? "ff" : "02")",
            "A: bInterfaceSubClass=00", "A: bInterfaceProtocol=00",
        ]
    }

    private var converter: [String] {
        [
            "P: \(converterPath.dropFirst(4))", "E: SUBSYSTEM=usb-serial", "E: DRIVER=\(driver)",
            "A: port_number=\(port)",
            "L: driver=../../../../../../../bus/usb-serial/drivers/\(driver)",
        ] + (driver == "ftdi_sio" ? ["A: latency_timer=16"] : [])
    }

    private var terminal: [String] {
        let minor = socket * 10 + interface + port
        return [
            "P: \(terminalPath.dropFirst(4))", "N: \(name)", "E: SUBSYSTEM=tty", "E: DEVNAME=/dev/\(name)",
            "E: MAJOR=188", "E: MINOR=\(minor)", "A: dev=188:\(minor)",
        ]
    }
}
