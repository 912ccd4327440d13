import DeviceDiscovery
import Testing
import TransportCore

@testable import otaflash

struct SerialDeviceTextTests {
    @Test func portsAreATableWithTheirLastingNames() {
        let ports = [
            SerialDevice(path: "/dev/ttyS0", driver: "serial"),
            SerialDevice(
                path: "/dev/ttyUSB0",
                byID: ["/dev/serial/by-id/usb-Silicon_Labs_CP2102_0001-if00-port0"],
                byPath: ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:2.1:1.0-port0"],
                usb: USBIdentity(
                    vendor: 0x10C4,
                    product: 0xEA60,
                    serialNumber: "0001",
                    productName: "CP2102 USB to UART Bridge"
                ),
                driver: "cp210x",
                isAccessible: false
            ),
            SerialDevice(
                path: "/dev/ttyACM0",
                byPath: ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:2.2:1.0"],
                usb: USBIdentity(vendor: 0x303A, product: 0x1001),
                driver: "cdc_acm",
                holder: PortHolder(pid: 4711, command: "/usr/bin/minicom -D /dev/ttyACM0")
            ),
        ]
        #expect(
            ports.lines(width: 80, paint: .off) == [
                "PORT          USB        SERIAL  DRIVER   PRODUCT               ACCESS",
                "/dev/ttyS0                       serial                         yes",
                "/dev/ttyUSB0  10c4:ea60  0001    cp210x   CP2102 USB to UART …  no",
                "  /dev/serial/by-id/usb-Silicon_Labs_CP2102_0001-if00-port0",
                "/dev/ttyACM0  303a:1001          cdc_acm                        held by minicom (4711)",
                "  /dev/serial/by-path/pci-0000:00:14.0-usb-0:2.2:1.0",
            ]
        )
    }

    @Test func withoutPortsThereIsNothing() {
        #expect(([] as [SerialDevice]).lines(width: 80, paint: .off).isEmpty)
    }
}
