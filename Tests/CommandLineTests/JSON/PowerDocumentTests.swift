import DeviceDiscovery
import Testing

@testable import Reports
@testable import otaflash

/// The document of `power`.
struct PowerDocumentTests {
    private func faults(_ json: JSONValue) throws -> [String] {
        try JSONSchema("power.schema.json").faults(of: json)
    }

    @Test func `hubs list their ports`() throws {
        var result = PowerResult(verb: .list)
        var closed = PowerSamples.hub(USBLocation(bus: 1), nil, ports: [HubPort(number: 2)])
        closed.fault = PowerSamples.refusal
        result.hubs = [
            closed, PowerSamples.hub(twin: USBLocation(bus: 2, ports: [2]), ports: PowerSamples.ports),
        ]
        let json = try result.json.reread
        #expect(try faults(json) == [])
        #expect(json["result"] == "ok")
        #expect(json["sides"] == .null)
        let hubs = json["hubs"].elements
        #expect(hubs.map { $0["topology"] } == ["usb1", "1-2"])
        #expect(hubs.map { $0["twin"] } == [.null, "2-2"])
        #expect(hubs.map { $0["can_switch"] } == [.null, true])
        #expect(hubs.map { $0["error"]["code"] } == ["permission-denied", .null])
        #expect(hubs[1]["container_id"] == "0102030405060708090a0b0c0d0e0f10")
        let ports = hubs[1]["ports"].elements
        #expect(ports.map { $0["power"] } == [true, false, true, false])
        #expect(ports.map { $0["over_current"] } == [false, false, false, true])
        #expect(ports[2]["device"]["topology"] == "1-2.3")
        #expect(ports[2]["device"]["vid"] == "10c4")
        #expect(ports[2]["device"]["usb_version"] == "1.1")
        #expect(ports[2]["terminals"].elements == ["/dev/ttyUSB0"])
    }

    @Test func `a cycle reports its result`() throws {
        let json = try PowerSamples.cycle().json.reread
        #expect(try faults(json) == [])
        #expect(json["action"] == "cycle")
        #expect(json["hub"] == "1-2")
        #expect(json["port"] == 3)
        #expect(json["sides"].elements.map { $0["power_after"] } == [true])
        #expect(json["device_went"] == true)
        #expect(json["device_came"] == true)
        #expect(json["hubs"] == .null)
    }

    @Test func `a device that stays is a failure that still reports what was switched`() throws {
        let json = try PowerSamples.cycle(hasGone: false).json.reread
        #expect(try faults(json) == [])
        #expect(json["result"] == "failed")
        #expect(json["exit_code"] == 16)
        #expect(json["error"]["code"] == "hub-refuses")
        #expect(json["device_went"] == false)
        #expect(json["sides"].elements.count == 1)
    }

    @Test func `a failure also has every path`() throws {
        var result = PowerResult(verb: .off, target: PowerSamples.target)
        result.error = USBError(.hubRefuses, "It cannot.", nextStep: "Use another.")
        let json = try result.json.reread
        #expect(try faults(json) == [])
        #expect(json["result"] == "failed")
        #expect(json["exit_code"] == 16)
        #expect(json["error"]["code"] == "hub-refuses")
        #expect(json["error"]["next_step"] == "Use another.")
        #expect(json["device"] == .null)
    }
}
