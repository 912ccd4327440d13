import DeviceDiscovery
import ESPImage
import OTAUpgrade
import Testing
import TransportCore

@testable import LuaREPL
@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// The documents of the commands other than `upgrade`.
struct DocumentTests {
    // MARK: info, accept, rollback

    @Test func `a board document describes the board`() throws {
        var outcome = BoardTask<BoardReport>.Outcome(port: Samples.port)
        outcome.value = BoardReport(
            identity: Samples.identity,
            status: Samples.after(.pendingVerify),
            boot: BootRecord()
        )
        let json = try outcome.json("ok").reread
        #expect(try JSONSchema("board.schema.json").faults(of: json) == [])
        #expect(json["result"] == "ok")
        #expect(json["port"] == "/dev/ttyUSB0")
        #expect(json["otaupgrade"]["running"] == "ota_1")
        #expect(json["otaupgrade"]["state"] == "testing")
        #expect(json["otaupgrade"]["next_target"] == "ota_0")
        #expect(json["otaupgrade"]["slots"].elements.map { $0["label"] } == ["ota_0", "ota_1"])
        #expect(json["board"]["state"]["next_reset"]["action"] == "reverts")
        #expect(json["board"]["state"]["next_reset"]["slot"] == "ota_0")
    }

    @Test func `the firmware line comes with its evidence`() throws {
        var outcome = BoardTask<BoardReport>.Outcome(port: Samples.port)
        var identity = Samples.identity
        identity.evidence = LineEvidence([.io, .pipe, .node, .setOnError, .chipModel, .info])
        outcome.value = BoardReport(identity: identity, status: Samples.before, boot: BootRecord())
        let json = try outcome.json("ok").reread
        #expect(try JSONSchema("board.schema.json").faults(of: json) == [])
        #expect(
            json["board"]["line_evidence"] == [
                "console": false, "io": true, "pipe": true, "math.type": false, "node": true, "node.chipmodel": true,
                "node.info": true, "node.setonerror": true, "node.osoutput": false, "file.open": false,
            ]
        )
    }

    @Test func `only the slot that runs is known to be whole`() throws {
        var outcome = BoardTask<BoardReport>.Outcome(port: Samples.port)
        var status = Samples.after()
        outcome.value = BoardReport(identity: Samples.identity, status: status, boot: BootRecord())
        var json = try outcome.json("ok").reread
        #expect(try JSONSchema("board.schema.json").faults(of: json) == [])
        #expect(json["otaupgrade"]["slots"].elements.map { $0["known_whole"] } == [false, true])
        #expect(json["board"]["state"]["next_reset"]["known_whole"] == true)
        status.boot = "ota_0"
        outcome.value?.status = status
        json = try outcome.json("ok").reread
        #expect(json["board"]["state"]["next_reset"]["slot"] == "ota_0")
        #expect(json["board"]["state"]["next_reset"]["known_whole"] == false)
    }

    @Test func `a board without the module is an error and a result`() throws {
        var outcome = BoardTask<BoardReport>.Outcome(port: Samples.port)
        outcome.value = BoardReport(identity: Samples.identity, status: nil, boot: BootRecord())
        outcome.requireOTAUpgrade()
        let json = try outcome.json("ok").reread
        #expect(try JSONSchema("board.schema.json").faults(of: json) == [])
        #expect(json["result"] == "failed")
        #expect(json["exit_code"] == 15)
        #expect(json["error"]["code"] == "no-otaupgrade")
        #expect(json["board"]["chip"] == "esp32")
    }

    @Test func `a board that was not reached also has every path`() throws {
        var outcome = BoardTask<BoardReport>.Outcome()
        outcome.error = UpgradeError(.noDevice, "None.", nextStep: "Connect one.")
        outcome.exitStatus = ExitStatus(.noDevice)
        let json = try outcome.json("accepted").reread
        #expect(try JSONSchema("board.schema.json").faults(of: json) == [])
        #expect(json["result"] == "failed")
        #expect(json["otaupgrade"].members["running"] == .some(.null))
    }

    // MARK: image

    @Test func `a good image is accepted`() throws {
        let builder = AppImageBuilder(chip: .esp32c3, version: "1.2.3", projectName: "other")
        try withTemporaryFile { path throws in
            try builder.build().write(to: path)
            let report = ImageReport(file: path)
            let json = try report.json.reread
            #expect(try JSONSchema("image.schema.json").faults(of: json) == [])
            #expect(json["result"] == "accepted")
            #expect(json["exit_code"] == 0)
            #expect(json["image"]["chip"] == "esp32c3")
            #expect(json["image"]["version"] == "1.2.3")
            #expect(json["image"]["remarks"].elements.map { $0["code"] } == ["other-project"])
            #expect(json["image"]["segments"].elements.count == 4)
        }
    }

    @Test func `another file is refused with the reason`() throws {
        try withTemporaryFile("<!DOCTYPE html><title>404</title>") { path throws in
            let json = try ImageReport(file: path).json.reread
            #expect(try JSONSchema("image.schema.json").faults(of: json) == [])
            #expect(json["result"] == "refused")
            #expect(json["exit_code"] == 20)
            #expect(json["error"]["reason"] == "not-an-application")
            #expect(json["image"]["kind"] == "html")
            #expect(json["image"]["size"] == 33)
        }
    }

    @Test func `a missing file is refused`() throws {
        let json = try ImageReport(file: "/nowhere.bin").json.reread
        #expect(try JSONSchema("image.schema.json").faults(of: json) == [])
        #expect(json["error"]["message"] == "“/nowhere.bin” cannot be read: No such file or directory.")
        #expect(json["image"]["kind"] == nil)
    }

    // MARK: exec

    @Test func luaValuesKeepTheirTypes() throws {
        let values: [LuaValue] = [
            .nil, .boolean(true), .number("42"), .number("4.5"), .number("inf"), .string(Array("a\tb".utf8)),
            .string([0xFF, 0x00]), .other("table: 0x3ffb1234"),
        ]
        var outcome = BoardTask<REPLAnswer>.Outcome(port: Samples.port)
        outcome.value = REPLAnswer(outcome: .returned(values), output: [Array("hello".utf8)])
        let json = try outcome.json.reread
        #expect(try JSONSchema("exec.schema.json").faults(of: json) == [])
        #expect(json["result"] == "ok")
        #expect(json["output"] == ["hello"])
        #expect(
            json["values"] == [
                ["type": "nil", "text": "nil", "value": nil, "base64": nil],
                ["type": "boolean", "text": "true", "value": true, "base64": nil],
                ["type": "number", "text": "42", "value": 42, "base64": nil],
                ["type": "number", "text": "4.5", "value": 4.5, "base64": nil],
                ["type": "number", "text": "inf", "value": nil, "base64": nil],
                ["type": "string", "text": "a\tb", "value": "a\tb", "base64": "YQli"],
                ["type": "string", "text": "\u{FFFD}\u{0}", "value": nil, "base64": "/wA="],
                ["type": "table", "text": "table: 0x3ffb1234", "value": nil, "base64": nil],
            ]
        )
    }

    @Test func `a Lua error has its own result`() throws {
        var outcome = BoardTask<REPLAnswer>.Outcome(port: Samples.port)
        outcome.value = REPLAnswer(outcome: .raised("stdin:1: oops"), output: [])
        outcome.exitStatus = .luaError
        let json = try outcome.json.reread
        #expect(try JSONSchema("exec.schema.json").faults(of: json) == [])
        #expect(json["result"] == "lua-error")
        #expect(json["exit_code"] == 3)
        #expect(json["error"]["code"] == "lua-error")
        #expect(json["error"]["message"] == "stdin:1: oops")
    }

    // MARK: ports

    @Test func portsAreAnArray() throws {
        let devices = [
            SerialDevice(
                path: "/dev/ttyUSB0",
                byID: ["/dev/serial/by-id/usb-x"],
                usb: USBIdentity(vendor: 0x10C4, product: 0xEA60, serialNumber: "0001", interface: 0),
                topology: "1-2",
                driver: "cp210x",
                isAccessible: false,
                holder: PortHolder(pid: 4711, command: "minicom -D /dev/ttyUSB0")
            ),
            SerialDevice(path: "/dev/ttyS0"),
        ]
        var listings = PortListing.all(of: devices) { $0.usb == nil ? [] : ["nodemcu-32s"] }
        listings[0].probe = PortProbe(
            devices[0],
            outcome: .nothing(.held(devices[0], by: PortHolder(pid: 1, command: "x")))
        )
        listings[1].probe = PortProbe(
            devices[1],
            outcome: .board(
                BoardReport(identity: Samples.identity, status: Samples.after(.pendingVerify), boot: BootRecord())
            )
        )
        let json = try JSONValue.array(listings.map(\.json)).reread
        #expect(try JSONSchema("ports.schema.json").faults(of: json) == [])
        #expect(json.elements[0]["vid"] == "10c4")
        #expect(json.elements[0]["pid"] == "ea60")
        #expect(json.elements[0]["serial"] == "0001")
        #expect(json.elements[0]["access"] == false)
        #expect(json.elements[0]["holder"] == ["pid": 4711, "command": "minicom -D /dev/ttyUSB0"])
        #expect(json.elements[0]["selector"] == "path:1-2")
        #expect(json.elements[0]["topology"] == "1-2")
        #expect(json.elements[0]["profiles"] == ["nodemcu-32s"])
        #expect(json.elements[0]["probe"]["answers"] == false)
        #expect(json.elements[0]["probe"]["error"]["code"] == "port-busy")
        #expect(json.elements[1]["probe"]["answers"] == true)
        #expect(json.elements[1]["probe"]["board"]["chip"] == "esp32")
        #expect(json.elements[1]["probe"]["otaupgrade"]["running"] == "ota_1")
        #expect(json.elements[1].members["vid"] == .some(.null))
        #expect(json.elements[1]["by_id"] == [])
    }
}
