import EmulatedHost
import Testing

@testable import Reports
@testable import otaflash

/// The real program with the real libusb, down to the requests to the kernel.
@Suite(.enabled(if: EmulatedHost.isAvailable, Comment(rawValue: EmulatedHost.absence)))
struct HubPowerTests {
    @Test func `hubs and the devices connected to them are listed`() async throws {
        let ended = try await EmulatedHub.power(["list", "--json"])
        #expect(ended.status == 0)
        let json = try ended.json
        #expect(try JSONSchema("power.schema.json").faults(of: json) == [])
        let hubs = json["hubs"].elements
        #expect(hubs.map { $0["topology"] } == ["usb1", "1-2"])
        #expect(hubs.map { $0["switching"] } == ["ganged", "individual"])
        let port = try #require(hubs.last?["ports"].elements.dropFirst(2).first)
        #expect(port["power"] == true)
        #expect(port["device"]["topology"] == "1-2.3")
        #expect(port["device"]["vid"] == "10c4")
        #expect(port["product"] == "CP2102 USB to UART Bridge Controller")
        #expect(port["terminals"].elements == ["/dev/ttyUSB0"])
    }

    @Test func offIsOneRequestToTheHub() async throws {
        let ended = try await EmulatedHub.power(["off", "--hub", "1-2", "--hub-port", "3"])
        #expect(ended.status == 0)
        #expect(ended.messages == "1-2 23 01 0008 0003 0000\n")
        #expect(ended.output.contains("hub 1-2  was on, is off"))
        #expect(ended.output.contains("gone     yes"))
    }

    @Test func `a cycle brings the device back`() async throws {
        let ended = try await EmulatedHub.power(["cycle", "--device", "path:1-2.3", "--off-time", "0.01", "--json"])
        #expect(ended.status == 0)
        #expect(ended.messages == "1-2 23 01 0008 0003 0000\n1-2 23 03 0008 0003 0000\n")
        let json = try ended.json
        #expect(json["device_went"] == true)
        #expect(json["device_came"] == true)
    }

    @Test func `a hub that switches all ports together is not switched`() async throws {
        let ended = try await EmulatedHub.power(["off", "--hub", "usb1", "--hub-port", "2", "--force"])
        #expect(ended.status == 16)
        #expect(ended.messages.contains("Hub usb1 switches all its ports at once"))
        #expect(!ended.messages.contains(" 23 0"))
    }

    @Test func aResetReachesTheDevice() async throws {
        let ended = try await EmulatedHub.power(["reset", "--device", "path:1-2.3"])
        #expect(ended.status == 0)
        #expect(ended.messages == "1-2.3 reset\n")
    }
}
