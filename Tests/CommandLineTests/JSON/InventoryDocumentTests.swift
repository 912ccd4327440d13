import BoardProfiles
import DeviceDiscovery
import Inventory
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// The documents of `inventory check` and `inventory discover`.
struct InventoryDocumentTests {
    private static let device = SerialDevice(
        path: "/dev/ttyUSB0",
        usb: USBIdentity(vendor: 0x10C4, product: 0xEA60, serialNumber: "0001", productName: "CP2102", interface: 0),
        topology: "1-2",
        holder: PortHolder(pid: 4711, command: "minicom")
    )

    private static let host = BenchHost(devices: [device], resolve: { $0 }, hasProgram: { _ in true })

    private func report(_ text: String) throws -> InventoryReport {
        InventoryReport(
            file: "bench.toml",
            check: InventoryCheck(Array(text.utf8), profiles: try ProfileCatalog(), host: Self.host)
        )
    }

    @Test func `a check lists boards and findings`() throws {
        let json = try report("[[board]]\nname = \"left\"\ndevice = \"path:1-2\"\ntags = [\"a\"]\n").json.reread
        #expect(try JSONSchema("inventory-check.schema.json").faults(of: json) == [])
        #expect(json["result"] == "ok")
        #expect(json["exit_code"] == 0)
        let board = try #require(json["boards"].elements.first)
        #expect(board["presence"] == "present")
        #expect(board["paths"] == ["/dev/ttyUSB0"])
        #expect(board["holder"] == ["pid": 4711, "command": "minicom"])
        #expect(board["tags"] == ["a"])
        #expect(json["findings"].elements.map { $0["code"] } == ["held"])
        #expect(json["findings"].elements.map { $0["severity"] } == ["note"])
        #expect(json["findings"].elements.map { $0["line"] } == [3])
    }

    @Test func `mistakes give the usage status`() throws {
        let report = try report("[[board]]\nname = \"left\"\nport = \"\"\n")
        let json = try report.json.reread
        #expect(try JSONSchema("inventory-check.schema.json").faults(of: json) == [])
        #expect(json["result"] == "mistakes")
        #expect(report.exitStatus == .usage)
        let missing = InventoryReport(file: "/nowhere.toml") { _ in InventoryCheck(unreadable: "never") }
        #expect(try JSONSchema("inventory-check.schema.json").faults(of: missing.json.reread) == [])
        #expect(missing.check.findings.map(\.message) == ["“/nowhere.toml” cannot be read: No such file or directory."])
    }

    @Test func everyCodeIsInTheSchema() throws {
        let finding = try #require(try report("[[board]]\nname = \"a\"\n").json.reread["findings"].elements.first)
        let document = try report("").json
        for code in InventoryFinding.Code.allCases {
            let changed = finding.merging(["code": .string(code.rawValue)])
            let faults = try JSONSchema("inventory-check.schema.json")
                .faults(of: document.merging(["findings": [changed]]).reread)
            #expect(faults == [])
        }
    }

    @Test func `a discovery lists what it would add`() throws {
        let report = DiscoveryReport(file: nil, on: Self.host, profiles: try ProfileCatalog())
        let json = try report.json.reread
        #expect(try JSONSchema("inventory-discover.schema.json").faults(of: json) == [])
        #expect(json["result"] == "ok")
        #expect(json["written"] == false)
        #expect(json["added"].elements.map { $0["device"] } == ["path:1-2"])
        #expect(json["text"].string?.contains("device = \"path:1-2\"") == true)
    }

    @Test func `an invalid inventory is an error with every path`() throws {
        try withTemporaryFile("x = 1") { path throws in
            var report = DiscoveryReport(file: path, on: Self.host, profiles: try ProfileCatalog())
            report.write()
            let json = try report.json.reread
            #expect(try JSONSchema("inventory-discover.schema.json").faults(of: json) == [])
            #expect(json["error"]["code"] == "invalid-entry")
            #expect(json["written"] == false)
            #expect(report.exitStatus == .usage)
        }
    }

    @Test func `the text fits a terminal`() throws {
        let text = """
            [[board]]
            name = "left"
            device = "path:1-2"
            profile = "esp32-c3-devkitm-1"
            chip = "esp32"
            [[board]]
            name = "right"
            port = "/dev/ttyUSB0"
            chip = "esp33"
            colour = 1
            """
        let lines = try report(text).lines(width: 80, paint: .off)
        #expect(lines.filter { $0.count > 80 } == [])
        #expect(lines.first == "BOARD  IS       AT")
        #expect(lines.last == "4 mistakes in bench.toml.")
    }
}
