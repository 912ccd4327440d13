import EmulatedHost
import Glibc
import Testing

@testable import Reports
@testable import otaflash

/// The real program lists emulated USB devices.
@Suite(.serialized, .enabled(if: EmulatedHost.isAvailable, Comment(rawValue: EmulatedHost.absence)))
struct EmulatedPortsTests {
    private static let devices = [
        "cp2102", "cp2102n", "ch340", "ch9102", "ft232r", "ft2232h", "usb-serial-jtag", "usb-cdc",
    ]

    private func ports(_ host: EmulatedHost, _ options: [String] = []) async throws -> JSONValue {
        let ended = try await otaflash(["ports", "--json"] + options, environment: host.environment)
        #expect(ended.status == 0, "\(ended.messages)")
        let json = try ended.json
        #expect(try JSONSchema("ports.schema.json").faults(of: json) == [])
        return json
    }

    /// The ports of the host's USB devices, without those of the real machine.
    private func usbPorts(_ host: EmulatedHost) async throws -> [JSONValue] {
        try await ports(host).elements.filter { $0["topology"].string != nil }
    }

    @Test func `every kind of bridge is listed`() async throws {
        try await EmulatedHost.with { host in
            for device in Self.devices { try await host.plugIn(device) }
            let ports = try await usbPorts(host)
            let keys = ["path", "vid", "pid", "serial", "topology", "interface", "driver", "selector"]
            let rows = ports.map { port in keys.map { port[$0] } }
            #expect(
                rows == [
                    ["/dev/ttyACM0", "1a86", "55d4", "5AE6057297", "1-4.2", 0, "cdc_acm", "serial:5AE6057297"],
                    [
                        "/dev/ttyACM1", "303a", "1001", "7C:DF:A1:E0:12:34", "1-7", 0, "cdc_acm",
                        "serial:7C:DF:A1:E0:12:34",
                    ],
                    ["/dev/ttyACM2", "303a", "4001", "123456", "1-8", 0, "cdc_acm", "path:1-8"],
                    ["/dev/ttyUSB0", "10c4", "ea60", "0001", "1-2", 0, "cp210x", "path:1-2"],
                    [
                        "/dev/ttyUSB1", "10c4", "ea60", "8a3f61b2c04de911a7d5f2c87b1a90e4", "1-3", 0, "cp210x",
                        "serial:8a3f61b2c04de911a7d5f2c87b1a90e4",
                    ],
                    ["/dev/ttyUSB2", "1a86", "7523", nil, "1-4.1", 0, "ch341", "path:1-4.1"],
                    ["/dev/ttyUSB3", "0403", "6001", "A5029ID1", "1-5", 0, "ftdi_sio", "serial:A5029ID1"],
                    ["/dev/ttyUSB4", "0403", "6010", nil, "1-6", 0, "ftdi_sio", "path:1-6:if00"],
                    ["/dev/ttyUSB5", "0403", "6010", nil, "1-6", 1, "ftdi_sio", "path:1-6:if01"],
                ]
            )
            let jtag = ports[1]
            #expect(jtag["mac"] == "7C:DF:A1:E0:12:34")
            #expect(jtag["product"] == "USB JTAG/serial debug unit")
            #expect(
                jtag["by_id"] == ["/dev/serial/by-id/usb-Espressif_USB_JTAG_serial_debug_unit_7C:DF:A1:E0:12:34-if00"]
            )
            #expect(jtag["by_path"] == ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:7:1.0"])
            #expect(jtag["access"] == true)
            #expect(jtag["holder"] == nil)
        }
    }

    @Test("four ports on one interface have four selectors, and the board is found at any of them")
    func portsOfOneInterface() async throws {
        try await withMockBoard { bench, _ in
            try await EmulatedHost.with { host in
                let terminal = try #require(realpath(bench.link, nil).map { String(cString: $0) })
                try await host.plugIn("mcs7840", bindings: ["ttyUSB6": terminal])
                let ports = try await usbPorts(host)
                #expect(ports.map { $0["port_number"] } == [0, 1, 2, 3])
                #expect(ports.map { $0["interface"] } == [0, 0, 0, 0])
                let selectors = ports.compactMap { $0["selector"].string }
                #expect(selectors == (0..<4).map { "path:1-6:port\($0)" })
                let probed = try await self.ports(host, ["--probe"]).elements.filter { $0["topology"].string != nil }
                #expect(probed.map { $0["probe"]["answers"] } == [false, false, true, false])
                let info = try await otaflash(
                    ["info", "--device", selectors[2], "--json"],
                    environment: host.environment
                )
                #expect(info.status == 0, "\(info.messages)")
                #expect(try info.json["port"] == "/dev/ttyUSB6")
                let other = try await otaflash(
                    ["info", "--device", selectors[1], "--connect-timeout", "1"],
                    environment: host.environment
                )
                #expect(other.status != 0)
            }
        }
    }

    @Test("a watch distinguishes the ports of one interface from the first one on", .timeLimit(.minutes(1)))
    func portsOfOneInterfaceInAWatch() async throws {
        try await EmulatedHost.with { host in
            try await host.plugIn("mcs7840")
            _ = try await watching(host) { next in
                var selectors: [JSONValue?] = []
                for _ in 0..<4 { selectors.append(try await next()?["selector"]) }
                #expect(selectors == (0..<4).map { .string("path:1-6:port\($0)") })
            }
        }
    }

    @Test("if two adapters without a serial number claim one link, it selects the one that it points to")
    func twoAdaptersOneLink() async throws {
        try await EmulatedHost.with { host in
            try await host.plugIn("ch340")
            try await host.plugIn("ch340", instance: "second", names: ["ttyUSB2": "ttyUSB3"], socket: "1-9")
            let ports = try await usbPorts(host)
            #expect(ports.map { $0["path"] } == ["/dev/ttyUSB2", "/dev/ttyUSB3"])
            #expect(ports[0]["by_id"] == [])
            let link = try #require(ports[1]["by_id"].elements.first?.string)
            try await withTemporaryFile { file async throws in
                try Array("[[board]]\nname = \"a\"\ndevice = \"\(link)\"\n".utf8).write(to: file)
                let check = try await otaflash(["inventory", "check", file, "--json"], environment: host.environment)
                #expect(try check.json["boards"].elements.map { $0["paths"] } == [["/dev/ttyUSB3"]], "\(check.output)")
            }
        }
    }

    @Test func `the list fits a terminal`() async throws {
        try await EmulatedHost.with { host in
            for device in Self.devices { try await host.plugIn(device) }
            let ended = try await otaflash(["ports"], environment: host.environment)
            let lines = ended.output.split(separator: "\n")
            #expect(lines.contains("/dev/ttyUSB5  free"))
            #expect(lines.contains("  socket   1-6, interface 1, driver ftdi_sio"))
            // A link is not split, so that it can be copied.
            #expect(lines.filter { $0.count > 80 && !$0.hasPrefix("  link") } == [])
        }
    }

    @Test func `an unplugged device is not listed`() async throws {
        try await EmulatedHost.with { host in
            try await host.plugIn("cp2102")
            try await host.plugIn("ch340")
            try await host.pullOut("cp2102")
            #expect(try await usbPorts(host).map { $0["path"] } == ["/dev/ttyUSB2"])
        }
    }

    @Test("a watch reports devices that are plugged in and unplugged", .timeLimit(.minutes(1)))
    func hotPlug() async throws {
        try await EmulatedHost.with { host in
            try await host.plugIn("cp2102")
            let events = try await watching(host) { next in
                #expect(try await next()?["path"] == "/dev/ttyUSB0")
                try await host.plugIn("ft2232h")
                let added = [try await next(), try await next()]
                #expect(added.map { $0?["event"] } == ["added", "added"])
                #expect(added.map { $0?["path"] } == ["/dev/ttyUSB4", "/dev/ttyUSB5"])
                #expect(added.map { $0?["interface"] } == [0, 1])
                #expect(added.map { $0?["driver"] } == ["ftdi_sio", "ftdi_sio"])
                try await host.pullOut("cp2102")
                #expect(try await next() == ["event": "removed", "path": "/dev/ttyUSB0"])
                try await host.plugIn("cp2102", names: ["ttyUSB0": "ttyUSB7"])
                let back = try await next()
                #expect(back?["event"] == "added")
                #expect(back?["path"] == "/dev/ttyUSB7")
                #expect(back?["topology"] == "1-2")
            }
            #expect(events == 130)
        }
    }
}
