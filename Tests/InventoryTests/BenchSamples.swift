import BoardProfiles
import DeviceDiscovery
import TransportCore

@testable import Inventory

/// A sample host with boards, for inventories.
enum BenchSamples {
    /// A CP2102 as sold: with the serial number that all of them have.
    static func cp2102(_ path: String = "/dev/ttyUSB0", socket: String = "2", holder: PortHolder? = nil) -> SerialDevice
    {
        SerialDevice(
            path: path,
            byID: ["/dev/serial/by-id/usb-Silicon_Labs_CP2102_0001-if00-port0"],
            byPath: ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:\(socket):1.0-port0"],
            usb: USBIdentity(
                vendor: 0x10C4,
                product: 0xEA60,
                serialNumber: "0001",
                productName: "CP2102 USB to UART Bridge Controller",
                interface: 0
            ),
            topology: "1-\(socket)",
            driver: "cp210x",
            holder: holder
        )
    }

    static let cp2102n = SerialDevice(
        path: "/dev/ttyUSB1",
        byID: ["/dev/serial/by-id/usb-Silicon_Labs_CP2102N_8a3f61b2c04de911-if00-port0"],
        byPath: ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0"],
        usb: USBIdentity(
            vendor: 0x10C4,
            product: 0xEA60,
            serialNumber: "8a3f61b2c04de911",
            productName: "CP2102N USB to UART Bridge Controller",
            interface: 0
        ),
        topology: "1-3",
        driver: "cp210x"
    )

    static let jtag = SerialDevice(
        path: "/dev/ttyACM0",
        byPath: ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:7:1.0"],
        usb: USBIdentity(
            vendor: 0x303A,
            product: 0x1001,
            serialNumber: "7C:DF:A1:E0:12:34",
            productName: "USB JTAG/serial debug unit",
            interface: 0
        ),
        topology: "1-7",
        driver: "cdc_acm"
    )

    /// One of the two ports of an FT2232H: JTAG, then the UART.
    static func ft2232h(_ interface: UInt8) -> SerialDevice {
        SerialDevice(
            path: "/dev/ttyUSB\(4 + interface)",
            byPath: ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:6:1.\(interface)-port0"],
            usb: USBIdentity(vendor: 0x0403, product: 0x6010, productName: "Dual RS232-HS", interface: interface),
            topology: "1-6",
            driver: "ftdi_sio"
        )
    }

    /// One of the four ports of an MCS7840, all on one interface.
    static func mcs7840(_ port: UInt8) -> SerialDevice {
        SerialDevice(
            path: "/dev/ttyUSB\(4 + port)",
            byPath: ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:6:1.0-port\(port)"],
            usb: USBIdentity(
                vendor: 0x9710,
                product: 0x7840,
                productName: "USB-Serial Controller",
                interface: 0,
                port: port
            ),
            topology: "1-6",
            driver: "mos7840"
        )
    }

    static let onBoard = SerialDevice(path: "/dev/ttyS0", driver: "serial8250")

    /// A host where `/tmp/link` leads to the first CP2102 and `/tmp/board` is a terminal, and that has `relay`.
    static func host(_ devices: [SerialDevice]) -> BenchHost {
        BenchHost(
            devices: devices,
            resolve: { path in
                switch path {
                case "/tmp/link": "/dev/ttyUSB0"
                case "/tmp/board": "/dev/pts/3"
                default: devices.contains { $0.path == path } ? path : nil
                }
            },
            hasProgram: { ["relay", "/opt/relay"].contains($0) }
        )
    }

    static func check(_ text: String, _ devices: [SerialDevice] = []) throws -> InventoryCheck {
        InventoryCheck(Array(text.utf8), profiles: try ProfileCatalog(), host: host(devices))
    }

    static func boards(_ text: String) throws -> [BoardEntry] {
        try Inventory(toml: text, file: "bench.toml").boards
    }
}
