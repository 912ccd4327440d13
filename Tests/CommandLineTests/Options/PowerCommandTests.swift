import DeviceDiscovery
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct PowerCommandTests {
    private func parse(_ arguments: [String], environment: [String: String] = [:]) throws -> PowerCommand {
        try #require(try Otaflash.parse(["power"] + arguments, environment: environment) as? PowerCommand)
    }

    @Test func aPortIsNamedByItsHubOrItsDevice() throws {
        let named = try parse(["off", "--hub", "1-2", "--hub-port", "3"])
        #expect(try named.target.port { [] } == PowerSamples.target)
        #expect(try parse(["off", "--device", "path:1-2.3"]).target.port { [] } == PowerSamples.target)
        #expect(try parse(["list"]).target.port { [] } == nil)
    }

    @Test func `a board is found by its selector`() throws {
        let device = SerialDevice(
            path: "/dev/ttyUSB0",
            usb: USBIdentity(vendor: 0x10C4, product: 0xEA60, serialNumber: "0123"),
            topology: "1-2.3"
        )
        let target = try parse(["off", "--device", "serial:0123"]).target
        #expect(try target.port { [device] } == PowerSamples.target)
        #expect(throws: SelectorError.self) { try target.port { [] } }
    }

    @Test func `the ports of one adapter share a location`() throws {
        func port(_ path: String, _ interface: UInt8, at place: String) -> SerialDevice {
            SerialDevice(
                path: path,
                usb: USBIdentity(vendor: 0x0403, product: 0x6010, interface: interface),
                topology: place
            )
        }
        let adapter = [port("/dev/ttyUSB0", 0, at: "1-2.3"), port("/dev/ttyUSB1", 1, at: "1-2.3")]
        let target = try parse(["cycle", "--device", "usb:0403:6010"]).target
        #expect(try target.port { adapter } == PowerSamples.target)
        let error = #expect(throws: SelectorError.self) {
            try target.port { adapter + [port("/dev/ttyUSB2", 0, at: "1-2.4")] }
        }
        #expect(error?.code == .ambiguous)
    }

    @Test func `a name in the environment does not prevent a list`() throws {
        let environment = ["OTAFLASH_DEVICE": "name:left"]
        try parse(["list"], environment: environment).requirePort()
        #expect(throws: (any Error).self) { try parse(["off"], environment: environment).requirePort() }
    }

    @Test func `no error suggests an option that power does not have`() throws {
        let selector = DeviceSelector(.serial("0123"))
        let present = SerialDevice(path: "/dev/ttyUSB0", usb: USBIdentity(vendor: 0x10C4, product: 0xEA60))
        for devices in [[], [present]] {
            let error = USBError(selection: SelectorError(.noDevice, selector, present: devices))
            #expect(error.code == .noDevice)
            #expect(error.nextStep.hasPrefix("Check cable and power"))
            #expect(!error.nextStep.contains("--wait"))
        }
    }

    @Test func `the environment can also name the port`() throws {
        let command = try parse(["cycle", "--off-time", "5"], environment: ["OTAFLASH_DEVICE": "path:1-2.3"])
        #expect(try command.target.port { [] } == PowerSamples.target)
        #expect(command.action.action(off: command.offTime.duration) == .cycle(off: .seconds(5)))
        #expect(try parse(["list"]).offTime.duration == .seconds(2))
    }

    @Test(arguments: [
        [], ["smoke"], ["off"], ["on", "--hub", "1-2"], ["off", "--hub-port", "3"], ["reset"],
        ["off", "--hub", "1-2", "--hub-port", "0"], ["off", "--hub", "1-2", "--hub-port", "256"],
        ["off", "--hub", "1_2", "--hub-port", "1"], ["off", "--device", "1-2.3"], ["off", "--device", "name:left"],
        ["off", "--device", "path:1-0"], ["off", "--device", "path:1-300"], ["off", "--device", "path:1-+2"],
        ["off", "--device", "path:1-2", "--hub", "1-2", "--hub-port", "1"],
    ])
    func `a command line that names no port is refused`(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try parse(arguments).requirePort() }
        #expect(error.map { Otaflash.status(for: $0) } == .usage)
    }

    @Test func aListNeedsNoPort() throws {
        try parse(["list"]).requirePort()
    }

    @Test func `a port on the command line overrides a device in the environment`() throws {
        let command = try parse(
            ["on", "--hub", "1-2", "--hub-port", "3"],
            environment: ["OTAFLASH_DEVICE": "path:7-1"]
        )
        #expect(try command.target.port { [] } == PowerSamples.target)
    }
}
