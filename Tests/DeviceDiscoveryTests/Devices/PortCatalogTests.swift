import Glibc
import Testing
import TransportCore
import TransportPosix

@testable import DeviceDiscovery

@Suite struct PortCatalogTests {
    @Test func aHostWithoutPortsHasNone() async throws {
        try await MadeUpHost.with { host in
            #expect(host.catalog.ports() == [])
        }
        #expect(PortCatalog(devices: "/no/such", sysfs: "/no/such").ports() == [])
    }

    @Test("the link to a port is the one that follows its socket")
    func linkToAPort() async throws {
        try await MadeUpHost.with { host in
            try host.makeNode("ttyACM0")
            let port = host.path("dev/ttyACM0")
            #expect(host.catalog.link(to: port) == nil)
            try host.makeLink("by-id", "usb-Espressif_1", to: "ttyACM0")
            #expect(host.catalog.link(to: port) == host.path("dev/serial/by-id/usb-Espressif_1"))
            try host.makeLink("by-path", "pci-usb-0:2", to: "ttyACM0")
            #expect(host.catalog.link(to: port) == host.path("dev/serial/by-path/pci-usb-0:2"))
            #expect(host.catalog.link(to: host.path("dev/ttyACM1")) == nil)
        }
    }

    @Test("a converter: the port is below the interface, the device two levels above")
    func converter() async throws {
        try await MadeUpHost.with { host in
            let device = "pci0/usb1/1-2"
            try host.makeNode("ttyUSB0")
            try host.makeTerminal("ttyUSB0", device: "\(device)/1-2:1.0/ttyUSB0")
            try host.bind("\(device)/1-2:1.0/ttyUSB0", bus: "usb-serial", driver: "cp210x")
            try host.setAttributes(["bInterfaceNumber": "00"], of: "devices/\(device)/1-2:1.0")
            try host.setAttributes(
                [
                    "idVendor": "10c4", "idProduct": "ea60", "serial": "0001", "manufacturer": "Silicon Labs",
                    "product": "CP2102 USB to UART Bridge Controller",
                ],
                of: "devices/\(device)"
            )
            let byID = "usb-Silicon_Labs_CP2102_0001-if00-port0"
            try host.makeLink("by-id", byID, to: "ttyUSB0")
            try host.makeLink("by-path", "pci-0000:00:14.0-usb-0:2:1.0-port0", to: "ttyUSB0")
            try host.makeProcess(77, "picocom", opening: "ttyUSB0")
            #expect(
                host.catalog.ports() == [
                    SerialDevice(
                        path: host.path("dev/ttyUSB0"),
                        byID: [host.path("dev/serial/by-id/\(byID)")],
                        byPath: [host.path("dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0")],
                        usb: USBIdentity(
                            vendor: 0x10C4,
                            product: 0xEA60,
                            serialNumber: "0001",
                            manufacturer: "Silicon Labs",
                            productName: "CP2102 USB to UART Bridge Controller",
                            interface: 0
                        ),
                        topology: "1-2",
                        driver: "cp210x",
                        isAccessible: true,
                        holder: PortHolder(pid: 77, command: "picocom")
                    )
                ]
            )
        }
    }

    @Test("a CDC-ACM port: the terminal's device is the interface; no serial number, no links")
    func nativeUSB() async throws {
        try await MadeUpHost.with { host in
            try host.makeNode("ttyACM3")
            try host.makeTerminal("ttyACM3", device: "usb1/1-1/1-1:1.2")
            try host.bind("usb1/1-1/1-1:1.2", bus: "usb", driver: "cdc_acm")
            try host.setAttributes(["bInterfaceNumber": "02"], of: "devices/usb1/1-1/1-1:1.2")
            try host.setAttributes(["idVendor": "303a", "idProduct": "1001", "serial": ""], of: "devices/usb1/1-1")
            #expect(
                host.catalog.ports() == [
                    SerialDevice(
                        path: host.path("dev/ttyACM3"),
                        usb: USBIdentity(vendor: 0x303A, product: 0x1001, interface: 2),
                        topology: "1-1",
                        driver: "cdc_acm"
                    )
                ]
            )
        }
    }

    @Test("a ttyS is listed only if it has a UART")
    func boardPorts() async throws {
        try await MadeUpHost.with { host in
            for name in ["ttyS0", "ttyS1", "ttyS2", "ttyS3", "ttyS4"] { try host.makeNode(name) }
            try host.makeTerminal("ttyS0", device: "pnp0/00:00/00:00:0/00:00:0.0", attributes: ["type": "4"])
            try host.bind("pnp0/00:00/00:00:0/00:00:0.0", bus: "serial-base", driver: "port")
            try host.bind("pnp0/00:00/00:00:0", bus: "serial-base", driver: "ctrl")
            try host.bind("pnp0/00:00", bus: "pnp", driver: "serial")
            try host.makeTerminal("ttyS1", device: "platform/serial8250", attributes: ["type": "0"])
            // Like older kernels for a user who is not root.
            try host.makeTerminal("ttyS2", device: "platform/serial8250")
            try host.bind("platform/serial8250", bus: "platform", driver: "serial8250")
            try host.makeTerminal("ttyS3", device: "pnp0/00:03")
            try host.bind("pnp0/00:03", bus: "pnp", driver: "serial")
            #expect(
                host.catalog.ports() == [
                    SerialDevice(path: host.path("dev/ttyS0"), driver: "serial"),
                    SerialDevice(path: host.path("dev/ttyS3"), driver: "serial"),
                ]
            )
        }
    }

    @Test("ports are listed once, sorted by number, without other terminals and dead links")
    func order() async throws {
        try await MadeUpHost.with { host in
            for name in ["ttyUSB10", "ttyUSB9", "ttyACM1", "ttyUSB", "tty1", "ttyprintk", "null", "ttyAMA0"] {
                try host.makeNode(name)
            }
            try host.makeLink("by-id", "usb-a", to: "ttyUSB9")
            try host.makeLink("by-id", "usb-b", to: "ttyUSB9")
            try host.makeLink("by-id", "usb-gone", to: "ttyUSB4")
            try host.makeLink("by-path", "platform-uart", to: "ttyAMA0")
            let ports = host.catalog.ports()
            #expect(ports.map(\.path) == ["ttyACM1", "ttyAMA0", "ttyUSB9", "ttyUSB10"].map { host.path("dev/\($0)") })
            #expect(ports[2].byID == ["usb-a", "usb-b"].map { host.path("dev/serial/by-id/\($0)") })
        }
    }

    @Test("a port without permission is listed as not accessible")
    func noAccess() async throws {
        try await MadeUpHost.with { host in
            try host.makeNode("ttyUSB0", mode: 0o444)
            try host.makeNode("ttyUSB1", mode: 0o666)
            await #expect(processExitsWith: .success) { [devices = host.path("dev") as String] in
                try #require(geteuid() != 0 || setuid(65534) == 0)
                try #require(PortCatalog(devices: devices).ports().map(\.isAccessible) == [false, true])
            }
        }
    }

    @Test("a node is identified by its device number, not by its name")
    func nodesUnderOtherNames() async throws {
        try await MadeUpHost.with { host in
            for socket in 0..<4 {
                try host.makeConverter("ttyUSB\(socket)", socket: socket + 1, number: "188:\(socket)")
            }
            // As `docker run --device /dev/ttyUSB3:/dev/ttyUSB0` leaves it.
            try host.makeNode("ttyUSB0")
            try host.makeLink("by-id", "usb-of-the-first", to: "ttyUSB0")
            let one = host.catalog(numbers: ["ttyUSB0": "188:3"]).ports()
            #expect(one.map(\.path) == [host.path("dev/ttyUSB0")])
            #expect(one.map(\.topology) == ["1-4"])
            #expect(one.map(\.byID) == [[]], "its links belong to the device that had the name")
            try host.makeNode("ttyUSB1")
            let swapped = host.catalog(numbers: ["ttyUSB0": "188:1", "ttyUSB1": "188:0"]).ports()
            #expect(swapped.map(\.topology) == ["1-2", "1-1"])
        }
    }

    @Test("a device with two nodes is listed once, under its own name")
    func twoNodes() async throws {
        try await MadeUpHost.with { host in
            for socket in [0, 3] {
                try host.makeConverter("ttyUSB\(socket)", socket: socket + 1, number: "188:\(socket)")
                try host.makeNode("ttyUSB\(socket)")
            }
            let ports = host.catalog(numbers: ["ttyUSB0": "188:3", "ttyUSB3": "188:3"]).ports()
            #expect(ports.map(\.path) == [host.path("dev/ttyUSB3")])
        }
    }

    @Test("a terminal whose node has an unusual name is found by its device number")
    func nodesUnderNamesOfTheirOwn() async throws {
        try await MadeUpHost.with { host in
            for socket in 0..<3 {
                try host.makeConverter("ttyUSB\(socket)", socket: socket + 1, number: "188:\(socket)")
            }
            try host.makeNode("board")
            try host.makeNode("ttyUSB0")
            let numbers = [host.path("dev/board"): "188:2", host.path("dev/ttyUSB0"): "188:0"]
            let nodes = TerminalNodes(devices: host.path("dev"), sysfs: host.path("sys")) { path in
                numbers[path].flatMap { DeviceNumber($0) }
            }
            let records = (0..<3).map { nodes.terminal(named: "ttyUSB\($0)", node: host.path("dev/ttyUSB\($0)")) }
            let ports = nodes.ports(of: records).map { SerialDevice($0) }
            #expect(ports.map(\.path) == ["ttyUSB0", "board"].map { host.path("dev/\($0)") })
            #expect(ports.map(\.topology) == ["1-1", "1-3"])
        }
    }

    @Test("a node of a terminal that the kernel does not list is a port without facts")
    func nodesOfNoTerminal() async throws {
        try await MadeUpHost.with { host in
            for socket in 0..<2 {
                try host.makeConverter("ttyUSB\(socket)", socket: socket + 1, number: "188:\(socket)")
            }
            try host.makeTerminal("ttyS5", device: "platform/serial8250", attributes: ["type": "0", "dev": "4:69"])
            for name in ["ttyUSB0", "ttyUSB1", "ttyS5"] { try host.makeNode(name) }
            // Pseudo terminals are not in sysfs; /dev/null is.
            try host.setAttributes(["uevent": ""], of: "dev/char/1:3")
            let ports = host.catalog(numbers: ["ttyUSB0": "136:4", "ttyUSB1": "1:3", "ttyS5": "136:5"]).ports()
            #expect(ports == ["ttyS5", "ttyUSB0"].map { SerialDevice(path: host.path("dev/\($0)")) })
        }
    }

    @Test("a link that several devices claim belongs to the one that it leads to")
    func claimedLinks() async throws {
        try await MadeUpHost.with { host in
            let claimed = host.path("dev/serial/by-id/usb-1a86_USB_Serial-if00-port0")
            for name in ["ttyUSB2", "ttyUSB3"] { try host.makeNode(name) }
            try host.makeLink("by-id", "usb-1a86_USB_Serial-if00-port0", to: "ttyUSB3")
            func port(_ name: String) -> SerialDevice? {
                var record = DeviceRecord(name: name, node: host.path("dev/\(name)"), isAssumedPort: true)
                record.properties = ["DEVLINKS": "\(claimed) \(host.path("dev/serial/by-path/gone"))"]
                return host.catalog.port(record)
            }
            #expect(port("ttyUSB2")?.byID == [])
            #expect(port("ttyUSB2")?.byPath == [], "a missing link leads nowhere")
            #expect(port("ttyUSB3")?.byID == [claimed])
            #expect(host.catalog.device(at: .terminal(path: claimed))?.path == host.path("dev/ttyUSB3"))

            // While one is unplugged the link leads to the other, so it follows neither.
            let records = ["ttyUSB2", "ttyUSB3"].map { name in
                DeviceRecord(
                    name: name,
                    node: host.path("dev/\(name)"),
                    properties: ["DEVLINKS": claimed],
                    isAssumedPort: true
                )
            }
            for path in [claimed, host.path("dev/ttyUSB3")] {
                #expect(host.catalog.link(to: path, among: records) == nil)
                #expect(host.catalog.link(to: path, among: [records[1]]) == claimed)
            }
        }
    }

    @Test("the ports of this host can be listed")
    func thisHost() {
        for port in PortCatalog().ports() {
            #expect(port.path.hasPrefix("/dev/"))
            #expect(access(port.path, F_OK) == 0)
        }
    }
}
