import Testing

@testable import otaflash

/// The rules, run by udev itself over devices that do not exist.
@Suite(.serialized, .enabled("\(PrivateUdev.absence)", PrivateUdev.hasDevices))
struct UdevRulesTests {
    private static let rules = PrivateUdev.package + "/udev/70-otaflash.rules"

    private static let cp2102n = EmulatedPort(
        socket: 1,
        id: "10c4:ea60",
        manufacturer: "Silicon Labs",
        product: "CP2102N USB to UART Bridge Controller",
        serial: "3a91f2c47e05ec11b8d0c2a6f01c6278",
        driver: "cp210x"
    )
    private static let cp2102 = EmulatedPort(
        socket: 2,
        id: "10c4:ea60",
        manufacturer: "Silicon Labs",
        product: "CP2102 USB to UART Bridge Controller",
        serial: "0001",
        driver: "cp210x"
    )
    private static let ch340 = EmulatedPort(
        socket: 3,
        id: "1a86:7523",
        manufacturer: "1a86",
        product: "USB Serial",
        driver: "ch341"
    )
    private static let ftdi = EmulatedPort(
        socket: 4,
        id: "0403:6001",
        manufacturer: "FTDI",
        product: "FT232R USB UART",
        serial: "A50285BI",
        driver: "ftdi_sio"
    )
    private static let dual = EmulatedPort(
        socket: 5,
        id: "0403:6010",
        manufacturer: "FTDI",
        product: "Dual RS232-HS",
        serial: "FT5A1B2C",
        driver: "ftdi_sio",
        interface: 1
    )
    private static let ownUSB = EmulatedPort(
        socket: 6,
        id: "303a:1001",
        manufacturer: "Espressif",
        product: "USB JTAG/serial debug unit",
        serial: "60:55:F9:C0:27:18",
        driver: "cdc_acm"
    )
    private static let modem = EmulatedPort(
        socket: 7,
        id: "12d1:1001",
        manufacturer: "HUAWEI",
        product: "Mobile Broadband",
        serial: "0123456789",
        driver: "option"
    )

    private func plugIn(_ port: EmulatedPort, _ path: KeyPath<EmulatedPort, String>) async throws -> [String] {
        let path = port[keyPath: path]
        return try #require(try await PrivateUdev.plugIn([port], rules: Self.rules, paths: [path])[path])
    }

    private func links(_ lines: [String]) -> [String] {
        let links = lines.first { $0.hasPrefix("DEVLINKS=") }?.dropFirst("DEVLINKS=".count).split(separator: " ")
        return (links ?? []).filter { $0.hasPrefix("/dev/otaflash/") }.map(String.init)
    }

    @Test(arguments: [
        (cp2102n, "serial-3a91f2c47e05ec11b8d0c2a6f01c6278"), (cp2102, "path-pci-0000:00:14.0-usb-0:2:1.0"),
        (ch340, "path-pci-0000:00:14.0-usb-0:3:1.0"), (ftdi, "serial-A50285BI"), (dual, "serial-FT5A1B2C-if01"),
        (ownUSB, "serial-60:55:F9:C0:27:18"),
    ])
    func `a port of a board is accessible and has a stable name`(port: EmulatedPort, name: String) async throws {
        let lines = try await plugIn(port, \.terminalPath)
        #expect(links(lines) == ["/dev/otaflash/" + name])
        #expect(lines.contains("ID_MM_PORT_IGNORE=1"))
        #expect(lines.contains { $0.hasPrefix("TAGS=") && $0.contains(":uaccess:") })
        // The tag does something only where the system's own rules come after it.
        #expect(lines.contains { $0.contains("RUN 'uaccess'") })
        #expect(lines.contains { $0.contains("50-udev-default.rules") && $0.contains("GROUP") })
    }

    @Test(arguments: [cp2102n, ch340, dual, ownUSB])
    func `a board is accessible to its group and hidden from ModemManager`(port: EmulatedPort) async throws {
        let lines = try await plugIn(port, \.devicePath)
        #expect(lines.contains("ID_MM_DEVICE_IGNORE=1"))
        #expect(lines.contains { $0.hasPrefix("TAGS=") && $0.contains(":uaccess:") })
        #expect(lines.contains { $0.contains("70-otaflash.rules") && $0.contains("GROUP") })
    }

    @Test("the ports of one interface have names of their own", arguments: [0, 1])
    func portsOfOneInterface(number: Int) async throws {
        let end = number == 0 ? "" : "-port\(number)"
        for (port, name) in [
            (Self.cp2102n, "serial-3a91f2c47e05ec11b8d0c2a6f01c6278"),
            (Self.ch340, "path-pci-0000:00:14.0-usb-0:3:1.0"),
        ] {
            var port = port
            port.port = number
            #expect(try await links(plugIn(port, \.terminalPath)) == ["/dev/otaflash/\(name)\(end)"])
        }
    }

    @Test func theOtherPortOfTwoHasNoName() async throws {
        var jtag = Self.dual
        jtag.interface = 0
        let lines = try await plugIn(jtag, \.terminalPath)
        #expect(links(lines) == [])
        #expect(lines.contains("ID_USB_INTERFACE_NUM=00"))
    }

    @Test(arguments: [ftdi, dual])
    func `an FTDI converter gets a low latency`(port: EmulatedPort) async throws {
        let lines = try await plugIn(port, \.converterPath)
        #expect(lines.contains { $0.contains("latency_timer' writing '1'") })
    }

    @Test func otherConvertersHaveNoLatencyToSet() async throws {
        #expect(try await !plugIn(Self.cp2102n, \.converterPath).contains { $0.contains("70-otaflash.rules:") })
    }

    @Test func `the rules do not touch other devices`() async throws {
        for path in [\EmulatedPort.terminalPath, \.devicePath, \.converterPath] {
            let lines = try await plugIn(Self.modem, path)
            #expect(links(lines) == [])
            #expect(!lines.contains { $0.contains("70-otaflash.rules:") || $0.hasPrefix("ID_MM_") })
        }
    }

    @Test func `a hub is accessible to its group`() async throws {
        let hub = EmulatedPort.hubPath
        let lines = try #require(try await PrivateUdev.plugIn([], rules: Self.rules, paths: [hub])[hub])
        #expect(lines.contains { $0.contains("70-otaflash.rules") && $0.contains("GROUP") })
        #expect(lines.contains { $0.hasPrefix("TAGS=") && $0.contains(":uaccess:") })
        #expect(!lines.contains { $0.hasPrefix("ID_MM_") })
    }
}
