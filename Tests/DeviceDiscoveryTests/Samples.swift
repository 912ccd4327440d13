import DeviceDiscovery

/// The devices of a sample bench.
enum Samples {
    static func adapter(
        _ path: String,
        serial: String? = "0001",
        at topology: String? = "1-2",
        interface: UInt8 = 0,
        port: UInt8? = nil,
        ids: (UInt16, UInt16) = (0x10C4, 0xEA60)
    ) -> SerialDevice {
        SerialDevice(
            path: path,
            usb: USBIdentity(vendor: ids.0, product: ids.1, serialNumber: serial, interface: interface, port: port),
            topology: topology
        )
    }

    /// A CP2102N, two CP2102 with the same serial number, an FT2232H with two ports, a USB-Serial-JTAG and a UART.
    static let bench = [
        SerialDevice(path: "/dev/ttyS0"),
        adapter("/dev/ttyACM0", serial: "7C:DF:A1:E0:12:34", at: "1-7", ids: (0x303A, 0x1001)),
        adapter("/dev/ttyUSB0", at: "1-2"),
        adapter("/dev/ttyUSB1", at: "1-4.1"),
        adapter("/dev/ttyUSB2", serial: "8a3f61b2c04de911", at: "1-3"),
        adapter("/dev/ttyUSB3", serial: nil, at: "1-6", interface: 0, ids: (0x0403, 0x6010)),
        adapter("/dev/ttyUSB4", serial: nil, at: "1-6", interface: 1, ids: (0x0403, 0x6010)),
    ]

    /// A converter with four ports on one interface, such as an MCS7840.
    static let quad = (0..<4).map { number in
        adapter("/dev/ttyUSB\(4 + number)", serial: nil, at: "1-6", port: UInt8(number), ids: (0x9710, 0x7840))
    }
}
