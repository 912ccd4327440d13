import BoardProfiles
import DeviceDiscovery
import FoundationEssentials
import Testing

@testable import Inventory

struct InventoryExportTests {
    private static let bench = """
        [[board]]
        name = "left"
        device = "serial:8A3F"
        profile = "esp32-devkitc-v4"
        tags = ["wifi", "rack=3", "Not a tag"]
        check = "true"

        [[board]]
        name = "1e3"
        device = "path:1-2"
        chip = "ESP32-S3"
        power_hook = "relay 3"

        [[board]]
        name = "far"
        port = "rfc2217://lab:2217"

        [[board]]
        name = "raw"
        port = "socket://[fe80::1]:7001"

        [[board]]
        name = "pty"
        port = "/tmp/board"

        """

    private func export(
        _ format: ExportFormat,
        _ text: String = bench,
        _ devices: [SerialDevice] = [BenchSamples.cp2102(), BenchSamples.cp2102n]
    ) throws -> InventoryExport {
        InventoryExport(
            try BenchSamples.boards(text),
            as: format,
            bench: "bench",
            by: "otaflash inventory export",
            on: BenchSamples.host(devices),
            profiles: try ProfileCatalog()
        )
    }

    @Test func labgridsExporterGetsAGroupForEachBoard() throws {
        let export = try export(.labgridExporter)
        #expect(
            export.text == """
                ## Resources of labgrid-exporter, written by otaflash inventory export.
                left:
                  location: "USB socket 1-3"
                  console:
                    cls: USBSerialPort
                    match:
                      ID_SERIAL_SHORT: "8a3f61b2c04de911"
                    speed: 115200
                "1e3":
                  location: "USB socket 1-2"
                  console:
                    cls: USBSerialPort
                    match:
                      ID_PATH: "pci-0000:00:14.0-usb-0:2:1.0"
                    speed: 115200
                far:
                  console:
                    cls: NetworkSerialPort
                    host: lab
                    port: 2217
                    speed: 115200
                    protocol: rfc2217
                raw:
                  console:
                    cls: NetworkSerialPort
                    host: "fe80::1"
                    port: 7001
                    speed: 115200
                    protocol: raw
                pty:
                  console:
                    cls: RawSerialPort
                    port: /tmp/board
                    speed: 115200

                """
        )
        #expect(
            export.notes == [
                "labgrid-exporter serves only ports in /dev, so it will refuse /tmp/board of pty.",
                "labgrid-exporter has no equivalent of profile (left), chip (1e3), tags (left), check (left), "
                    + "power_hook (1e3).",
            ]
        )
    }

    @Test(arguments: [
        ("serial:8A3F:if01", "ID_SERIAL_SHORT: \"8A3F\"\n      ID_USB_INTERFACE_NUM: \"01\""),
        ("path:1-4.2:if00", "\"@sys_name\": \"1-4.2\"\n      ID_USB_INTERFACE_NUM: \"00\""),
        ("usb:10c4:ea60", "ID_VENDOR_ID: \"10c4\"\n      ID_MODEL_ID: ea60"),
        ("path:1-6:port2", "\"@sys_name\": \"1-6\"\n      \"@port_number\": \"2\""),
        ("serial:a b/c", "ID_SERIAL_SHORT: a_b_c"),
    ])
    func aBoardThatIsNotThereIsMatchedByWhatIsKnown(selector: String, match: String) throws {
        let export = try export(.labgridExporter, "[[board]]\nname = \"a\"\ndevice = \"\(selector)\"\n", [])
        #expect(export.text.contains("    match:\n      \(match)\n"), "\(export.text)")
    }

    @Test("a port of an interface with several ports is exported by what distinguishes it")
    func aPortOfOneInterface() throws {
        let text = "[[board]]\nname = \"a\"\ndevice = \"path:1-6:port2\"\n"
        let quad = (0..<4).map { BenchSamples.mcs7840($0) }
        let labgrid = try export(.labgridExporter, text, quad).text
        #expect(
            labgrid.contains("ID_PATH: \"pci-0000:00:14.0-usb-0:6:1.0\"\n      \"@port_number\": \"2\"\n"),
            "\(labgrid)"
        )
        let link = "/dev/serial/by-path/pci-0000:00:14.0-usb-0:6:1.0-port2"
        for format in [ExportFormat.twister, .jumpstarter] {
            #expect(try export(format, text, quad).text.contains(link))
        }
        let gone = try export(.jumpstarter, text, [])
        #expect(!gone.text.contains("url:"))
        #expect(gone.notes.first == "pyserial cannot distinguish the ports of one interface, so a is left out.")
    }

    @Test func aMACAddressIsExportedAsTheSerialNumberOrLeftOut() throws {
        let text = "[[board]]\nname = \"a\"\ndevice = \"mac:7cdfa1e01234\"\n"
        #expect(try export(.labgridExporter, text, [BenchSamples.jtag]).text.contains("\"7C:DF:A1:E0:12:34\""))
        for format in [ExportFormat.labgridExporter, .jumpstarter] {
            let gone = try export(format, text, [])
            #expect(!gone.text.contains("cls:") && !gone.text.contains("url:"))
            #expect(gone.notes.first?.contains("left out") == true)
        }
    }

    @Test func labgridsPlacesAreCommandsThatCanBeRunAgain() throws {
        let export = try export(.labgridPlaces)
        #expect(
            export.text.contains(
                """
                labgrid-client --place=left show >/dev/null 2>&1 || labgrid-client --place=left create
                labgrid-client --place=left add-match '*/left/*'
                labgrid-client --place=left set-tags chip=esp32 profile=esp32-devkitc-v4 wifi=yes rack=3

                """
            ),
            "\(export.text)"
        )
        #expect(export.text.contains("labgrid-client --place=1e3 set-tags chip=esp32s3\n"))
        #expect(export.notes.first == "labgrid does not allow the tag “Not a tag”, so left does not get it.")
    }

    @Test func twisterGetsAMapWithoutEmptyPorts() throws {
        let export = try export(.twister)
        #expect(
            export.text.contains(
                """
                - connected: true
                  id: left
                  platform: nodemcu-esp32
                  product: "Espressif ESP32-DevKitC V4"
                  runner: nodemcu
                  serial: /dev/serial/by-id/usb-Silicon_Labs_CP2102N_8a3f61b2c04de911-if00-port0
                  baud: 115200
                  flash_before: true
                  flash_timeout: 600
                  fixtures:
                    - nodemcu
                    - wifi
                    - "rack=3"
                    - "Not a tag"
                  notes: "profile esp32-devkitc-v4"
                """
            ),
            "\(export.text)"
        )
        #expect(export.text.contains("serial: \"/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0\"\n"))
        #expect(export.text.contains("serial_pty: \"socat - TCP:[fe80::1]:7001\"\n"))
        #expect(!export.text.contains("id: far"))
        #expect(export.notes.first == "twister does not support RFC 2217, so far is left out.")
        let gone = try self.export(.twister, "[[board]]\nname = \"a\"\ndevice = \"path:1-2\"\n", [])
        #expect(gone.text.contains("connected: false\n"))
        #expect(!gone.text.contains("serial"))
    }

    @Test func twistersMapHasOnlyKeysOfItsSchema() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "InventoryOracles")
        let schema = try String(
            decoding: Data(contentsOf: folder.appending(path: "twister-hwmap-keys.txt")),
            as: UTF8.self
        )
        let names = schema.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
            $0.split(separator: " ").first
        }
        let legal = Set(names.map { $0.filter { $0 != "*" } })
        let required = Set(names.filter { $0.hasSuffix("*") }.map { $0.filter { $0 != "*" } })
        let boards = try export(.twister).text.split(separator: "\n").reduce(into: [[String]]()) { boards, line in
            if line.hasPrefix("- ") { boards.append([]) }
            guard line.hasPrefix("- ") || line.hasPrefix("  "), !line.hasPrefix("    "), !boards.isEmpty else { return }
            boards[boards.count - 1].append(String(line.dropFirst(2).prefix { $0 != ":" }))
        }
        #expect(boards.count == 4)
        for keys in boards {
            #expect(Set(keys).subtracting(legal) == [])
            #expect(required.subtracting(keys) == [])
            #expect(Set(keys).count == keys.count)
        }
    }

    @Test(arguments: [
        ("path:1-2", #"hwgrep://LOCATION=1-2(:[0-9]+\\.[0-9]+)?$"#),
        ("path:1-4.2:if01", #"hwgrep://LOCATION=1-4\\x2e2:[0-9]+\\.1$"#),
        ("serial:8A3F", "hwgrep://SER=8A3F"), ("usb:10c4:ea60", "hwgrep://VID:PID=10c4:ea60"),
        ("serial:7C:DF", #"hwgrep://SER=7C\\x3aDF"#),
    ])
    func jumpstarterFindsThePortByPattern(selector: String, url: String) throws {
        let export = try export(.jumpstarter, "[[board]]\nname = \"a\"\ndevice = \"\(selector)\"\n", [])
        #expect(export.text.contains("      url: \"\(url)\"\n"), "\(export.text)")
        #expect(export.text.contains("  a:\n    type: jumpstarter_driver_pyserial.driver.PySerial\n"))
    }
}
