import Testing

@testable import DeviceDiscovery

/// Text from the kernel and udev becomes a port.
@Suite struct DeviceRecordTests {
    /// An FT2232H's second port, as reported by libudev.
    private let converter = DeviceRecord(
        name: "ttyUSB5",
        node: "/dev/ttyUSB5",
        properties: [
            "ID_BUS": "usb", "ID_VENDOR_ID": "0403", "ID_MODEL_ID": "6010", "ID_MODEL": "Dual_RS232-HS",
            "ID_USB_INTERFACE_NUM": "01", "ID_USB_DRIVER": "ftdi_sio",
            "DEVLINKS": "/dev/serial/by-path/p /dev/otaflash/kit /dev/serial/by-id/b /dev/serial/by-id/a",
        ],
        parents: [
            DeviceRecord.Parent(name: "ttyUSB5", subsystem: "usb-serial", driver: "ftdi_sio"),
            DeviceRecord.Parent(
                name: "1-2.3:1.1",
                subsystem: "usb",
                driver: "ftdi_sio",
                attributes: ["bInterfaceNumber": "01"]
            ),
            DeviceRecord.Parent(
                name: "1-2.3",
                subsystem: "usb",
                driver: "usb",
                attributes: [
                    "idVendor": "0403", "idProduct": "6010", "product": "Dual RS232-HS", "manufacturer": "FTDI",
                ]
            ),
            DeviceRecord.Parent(name: "1-2", subsystem: "usb", attributes: ["idVendor": "1a40", "idProduct": "0101"]),
        ]
    )

    @Test func theDevicesOwnStringsArePreferred() {
        #expect(converter.isSerialPort)
        #expect(
            SerialDevice(converter)
                == SerialDevice(
                    path: "/dev/ttyUSB5",
                    byID: ["/dev/serial/by-id/a", "/dev/serial/by-id/b"],
                    byPath: ["/dev/serial/by-path/p"],
                    links: ["/dev/otaflash/kit"],
                    usb: USBIdentity(
                        vendor: 0x0403,
                        product: 0x6010,
                        manufacturer: "FTDI",
                        productName: "Dual RS232-HS",
                        interface: 1
                    ),
                    topology: "1-2.3",
                    driver: "ftdi_sio"
                )
        )
    }

    @Test("without udev's daemon everything except the links is known")
    func withoutProperties() {
        var record = converter
        record.properties = [:]
        var expected = SerialDevice(converter)
        (expected.byID, expected.byPath, expected.links) = ([], [], [])
        #expect(SerialDevice(record) == expected)
    }

    @Test("udev's properties are used if sysfs has no attributes")
    func withoutParents() {
        var record = converter
        record.parents = []
        #expect(record.isSerialPort)
        let device = SerialDevice(record)
        #expect(device.usb?.description == "0403:6010")
        #expect(device.usb?.productName == "Dual_RS232-HS")
        #expect(device.interface == 1)
        #expect(device.driver == "ftdi_sio")
        #expect(device.topology == nil)
    }

    @Test("a terminal with a USB device or a UART is a port")
    func uarts() {
        let platform = [DeviceRecord.Parent(name: "serial8250", subsystem: "platform", driver: "serial8250")]
        func terminal(_ name: String, type: String?, parents: [DeviceRecord.Parent]) -> DeviceRecord {
            var record = DeviceRecord(name: name, node: "/dev/" + name, parents: parents)
            record.attributes["type"] = type
            return record
        }
        #expect(!terminal("tty1", type: nil, parents: []).isSerialPort)
        #expect(terminal("ttyS0", type: "4", parents: platform).isSerialPort)
        #expect(!terminal("ttyS1", type: "0", parents: platform).isSerialPort)
        #expect(!terminal("ttyS1", type: nil, parents: platform).isSerialPort)
        #expect(terminal("ttyS4", type: nil, parents: [.init(name: "00:05", subsystem: "pnp")]).isSerialPort)
        #expect(
            terminal("ttyAMA0", type: "32", parents: [.init(name: "fe201000.serial", subsystem: "amba")]).isSerialPort
        )
        #expect(!terminal("rfcomm0", type: nil, parents: [.init(name: "hci0", subsystem: "bluetooth")]).isSerialPort)
    }

    @Test("a port has its driver's number, or its position among the terminals of its interface")
    func portNumbers() {
        func port(_ name: String, number: String?, siblings: [String]) -> UInt8? {
            var record = converter
            (record.name, record.siblings) = (name, siblings)
            record.parents[0].attributes["port_number"] = number
            return SerialDevice(record).port
        }
        #expect(port("ttyUSB7", number: "3", siblings: ["ttyUSB7"]) == 3)
        #expect(port("ttyUSB7", number: nil, siblings: ["ttyUSB7"]) == nil)
        // A driver that does not belong to usb-serial registers the terminals at the interface, in order.
        let eight = (0..<12).map { "ttyCH9344USB\($0)" }
        #expect(eight.map { port($0, number: nil, siblings: eight.shuffled()) } == (0..<12).map { UInt8($0) })
    }
}
