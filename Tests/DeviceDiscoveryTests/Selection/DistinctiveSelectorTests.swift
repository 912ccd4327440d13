import DeviceDiscovery
import Testing

@Suite struct DistinctiveSelectorTests {
    @Test("the selector of each device matches only that device")
    func bench() throws {
        let selectors = Samples.bench.map { $0.distinctiveSelector(among: Samples.bench) }
        #expect(
            selectors.map(\.description) == [
                "/dev/ttyS0", "serial:7C:DF:A1:E0:12:34", "path:1-2", "path:1-4.1", "serial:8a3f61b2c04de911",
                "path:1-6:if00", "path:1-6:if01",
            ]
        )
        for (device, selector) in zip(Samples.bench, selectors) {
            #expect(try #require(DeviceSelector(selector.description)).choose(from: Samples.bench) == device)
        }
    }

    @Test(arguments: [
        nil, "", "0001", "1234", "00000000", "123456", "0123456789", "0123456789ABCDEF", "1234567890", "ab cd ef",
        "x'y;z$5", "Bücher",
    ])
    func numbersThatManyHaveOrThatCannotBeTypedAreNotUsed(_ serial: String?) {
        let device = Samples.adapter("/dev/ttyUSB0", serial: serial)
        #expect(device.distinctiveSelector(among: [device]).description == "path:1-2")
    }

    @Test func aSerialNumberThatIsNotUniqueIsNotUsed() {
        let device = Samples.adapter("/dev/ttyUSB0", serial: "A5029ID1", at: "1-2")
        let other = Samples.adapter("/dev/ttyUSB1", serial: "a5029id1", at: "1-3")
        #expect(device.distinctiveSelector(among: [device, other]).description == "path:1-2")
        #expect(device.distinctiveSelector(among: [device]).description == "serial:A5029ID1")
    }

    @Test func thePortsOfOneDeviceAreDistinguished() {
        let jtag = Samples.adapter("/dev/ttyUSB0", serial: "FT7XYZ", at: "1-2", interface: 0)
        let uart = Samples.adapter("/dev/ttyUSB1", serial: "FT7XYZ", at: "1-2", interface: 1)
        #expect(uart.distinctiveSelector(among: [jtag, uart]).description == "serial:FT7XYZ:if01")
    }

    @Test("the ports of one interface are distinguished by their numbers")
    func portsOfOneInterface() throws {
        let selectors = Samples.quad.map { $0.distinctiveSelector(among: Samples.quad) }
        #expect(
            selectors.map(\.description) == ["path:1-6:port0", "path:1-6:port1", "path:1-6:port2", "path:1-6:port3"]
        )
        for (device, selector) in zip(Samples.quad, selectors) {
            #expect(try #require(DeviceSelector(selector.description)).choose(from: Samples.quad) == device)
        }
    }

    @Test("two interfaces with two ports each need both numbers, also after a serial number")
    func portsOfTwoInterfaces() {
        let ports = (0..<4).map { number in
            Samples.adapter(
                "/dev/ttyUSB\(number)",
                serial: "FT7XYZ",
                at: "1-2",
                interface: UInt8(number / 2),
                port: UInt8(number % 2)
            )
        }
        #expect(
            ports.map { $0.distinctiveSelector(among: ports).description } == [
                "serial:FT7XYZ:if00:port0", "serial:FT7XYZ:if00:port1", "serial:FT7XYZ:if01:port0",
                "serial:FT7XYZ:if01:port1",
            ]
        )
    }

    @Test func portsThatCannotBeDistinguishedGetTheirNodes() {
        let ports = ["/dev/ttyX0", "/dev/ttyX1"].map { Samples.adapter($0, serial: nil, at: "1-2") }
        #expect(ports.map { $0.distinctiveSelector(among: ports).description } == ["/dev/ttyX0", "/dev/ttyX1"])
    }
}
