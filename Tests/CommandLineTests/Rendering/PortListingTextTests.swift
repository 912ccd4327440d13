import DeviceDiscovery
import ESPImage
import LuaREPL
import OTAUpgrade
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct PortListingTextTests {
    private let ports = [
        SerialDevice(path: "/dev/ttyS0", driver: "serial"),
        SerialDevice(
            path: "/dev/ttyUSB0",
            byID: ["/dev/serial/by-id/usb-Silicon_Labs_CP2102_0001-if00-port0"],
            byPath: ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:2.1:1.0-port0"],
            usb: USBIdentity(
                vendor: 0x10C4,
                product: 0xEA60,
                serialNumber: "0001",
                productName: "CP2102 USB to UART Bridge Controller",
                interface: 0
            ),
            topology: "1-2.1",
            driver: "cp210x",
            isAccessible: false
        ),
        SerialDevice(
            path: "/dev/ttyACM0",
            byPath: ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:2.2:1.0"],
            links: ["/dev/otaflash/kitchen"],
            usb: USBIdentity(vendor: 0x303A, product: 0x1001, serialNumber: "7C:DF:A1:E0:12:34"),
            topology: "1-2.2",
            driver: "cdc_acm",
            holder: PortHolder(pid: 4711, command: "/usr/bin/minicom -D /dev/ttyACM0")
        ),
    ]

    @Test func eachPortIsABlock() {
        let lines = PortListing.all(of: ports) { $0.driver == "cdc_acm" ? ["xiao-esp32c3", "lolin-c3-mini"] : [] }
            .lines(width: 80, paint: .off)
        #expect(
            lines == [
                "/dev/ttyS0  free",
                "  device   driver serial",
                "  select   --device /dev/ttyS0",
                "",
                "/dev/ttyUSB0  no permission",
                "  device   CP2102 USB to UART Bridge Controller, 10c4:ea60, serial 0001",
                "  socket   1-2.1, interface 0, driver cp210x",
                "  select   --device path:1-2.1",
                "  link     /dev/serial/by-id/usb-Silicon_Labs_CP2102_0001-if00-port0",
                "",
                "/dev/ttyACM0  held by minicom (process 4711)",
                "  device   303a:1001, serial 7C:DF:A1:E0:12:34",
                "  socket   1-2.2, driver cdc_acm",
                "  profile  xiao-esp32c3, lolin-c3-mini",
                "  select   --device serial:7C:DF:A1:E0:12:34",
                "  link     /dev/serial/by-path/pci-0000:00:14.0-usb-0:2.2:1.0",
                "  link     /dev/otaflash/kitchen",
            ]
        )
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test func `the answer of a board is below its port`() {
        var listings = PortListing.all(of: Array(ports.prefix(2)))
        listings[0].probe = PortProbe(
            ports[0],
            outcome: .board(
                BoardReport(identity: Samples.identity, status: Samples.after(.pendingVerify), boot: BootRecord())
            )
        )
        listings[1].probe = PortProbe(
            ports[1],
            outcome: .nothing(UpgradeError(.noPrompt, "Nothing came from the port.", nextStep: ""))
        )
        let lines = listings.lines(width: 80, paint: .off)
        #expect(
            lines[3...5] == [
                "  board    ESP32, id 0x40a1c2d3e4f5, idf5, Lua 5.3",
                "  slot     ota_0 nodemcu 3.0.0.0, valid",
                "  slot     ota_1 nodemcu 3.0.0.1, runs, boots, testing",
            ]
        )
        #expect(lines.contains("  board    none answers: Nothing came from the port."))
    }

    @Test func anEventIsALine() {
        let listing = PortListing.all(of: ports)[1]
        #expect(listing.line("added") == "added    /dev/ttyUSB0  CP2102 USB to UART Brid…  --device path:1-2.1")
    }

    @Test func `without ports nothing is printed`() {
        #expect(([] as [PortListing]).lines(width: 80, paint: .off).isEmpty)
    }
}
