import DeviceDiscovery
import Testing

@Suite struct DeviceSelectorTests {
    @Test(
        "text is read and written",
        arguments: [
            ("usb:10c4:ea60", DeviceSelector(.usb(vendor: 0x10C4, product: 0xEA60)), nil),
            (
                "usb:403:6010:if01", DeviceSelector(.usb(vendor: 0x0403, product: 0x6010), interface: 1),
                "usb:0403:6010:if01"
            ),
            ("serial:7C:DF:A1:E0:12:34", DeviceSelector(.serial("7C:DF:A1:E0:12:34")), nil),
            ("serial:abc:if1f", DeviceSelector(.serial("abc"), interface: 31), nil),
            ("path:1-2.3", DeviceSelector(.topology("1-2.3")), nil),
            ("path:10-4:if00", DeviceSelector(.topology("10-4"), interface: 0), nil),
            ("path:1-6:port2", DeviceSelector(.topology("1-6"), port: 2), nil),
            (
                "usb:9710:7840:if00:port3",
                DeviceSelector(.usb(vendor: 0x9710, product: 0x7840), interface: 0, port: 3), nil
            ),
            ("serial:abc:port10", DeviceSelector(.serial("abc"), port: 10), nil),
            ("serial:port2", DeviceSelector(.serial("port2")), nil),
            ("serial:a:portal", DeviceSelector(.serial("a:portal")), nil),
            ("serial:a:port999", DeviceSelector(.serial("a:port999")), nil),
            ("name:kitchen:if01", DeviceSelector(.name("kitchen:if01")), nil),
            ("/dev/otaflash/kitchen", DeviceSelector(.node("/dev/otaflash/kitchen")), nil),
        ] as [(String, DeviceSelector, String?)]
    )
    func text(_ text: String, _ selector: DeviceSelector, _ written: String?) {
        #expect(DeviceSelector(text) == selector)
        #expect(selector.description == written ?? text)
    }

    @Test(arguments: ["mac:7c:df:a1:e0:12:34", "mac:7CDFA1E01234", "mac:7c-df-a1-e0-12-34", "mac:7cdf.a1e0.1234"])
    func anAddressIsReadWithAnySeparators(_ text: String) {
        #expect(DeviceSelector(text)?.description == "mac:7C:DF:A1:E0:12:34")
    }

    @Test(arguments: [
        "", "ttyUSB0", "usb:", "usb:10c4", "usb:10c4:ea60:1", "usb:10c4:xyz", "usb:10c4:1ea60", "serial:",
        "serial::if01", "serial::port1", "path:1-2:port", "path:1-2:port1:if00",
        "path:1", "path:usb1", "path:1-0", "path:0-1", "path:1-300", "path:1-+2", "path:1-2.0", "path:1-",
        "path:1-2..3", "path:a-2", "path:1-2:1.0", "mac:7CDFA1E012", "mac:7CDFA1E0123G", "name:",
        "disk:1",
    ])
    func whatIsNoSelectorIsRefused(_ text: String) {
        #expect(DeviceSelector(text) == nil)
    }

    @Test(
        "each finds its device",
        arguments: [
            ("usb:303a:1001", "/dev/ttyACM0"), ("serial:8A3F61B2C04DE911", "/dev/ttyUSB2"),
            ("serial:8a3f", "/dev/ttyUSB2"),
            ("path:1-4.1", "/dev/ttyUSB1"), ("path:1-6:if01", "/dev/ttyUSB4"), ("usb:0403:6010:if00", "/dev/ttyUSB3"),
            ("mac:7c:df:a1:e0:12:34", "/dev/ttyACM0"), ("/dev/ttyS0", "/dev/ttyS0"),
        ]
    )
    func finds(_ text: String, _ path: String) throws {
        #expect(try DeviceSelector(text)?.choose(from: Samples.bench).path == path)
    }

    @Test("a udev link also selects a device")
    func links() throws {
        var device = Samples.adapter("/dev/ttyUSB7")
        device.links = ["/dev/otaflash/kitchen"]
        device.byID = ["/dev/serial/by-id/usb-x"]
        for link in device.links + device.byID {
            #expect(try DeviceSelector(.node(link)).choose(from: Samples.bench + [device]) == device)
        }
    }

    @Test("a complete serial number takes precedence over a prefix")
    func exactSerial() throws {
        let devices = [
            Samples.adapter("/dev/ttyUSB0", serial: "AB12345", at: "1-1"),
            Samples.adapter("/dev/ttyUSB1", serial: "AB1234567", at: "1-2"),
        ]
        #expect(try DeviceSelector(.serial("ab12345")).choose(from: devices).path == "/dev/ttyUSB0")
        #expect(throws: SelectorError(.ambiguous, DeviceSelector(.serial("AB1")), matching: devices, present: devices))
        {
            try DeviceSelector(.serial("AB1")).choose(from: devices)
        }
    }

    @Test(arguments: ["usb:1a86:7523", "serial:0002", "path:1-4", "mac:7CDFA1E01235", "/dev/ttyUSB9", "path:1-2:if01"])
    func nothingThatMatchesIsNoDevice(_ text: String) throws {
        let selector = try #require(DeviceSelector(text))
        let error = #expect(throws: SelectorError.self) { try selector.choose(from: Samples.bench) }
        #expect(error?.code == .noDevice)
        #expect(error?.present == Samples.bench)
    }

    @Test func severalMatchesComeWithSelectors() throws {
        let error = #expect(throws: SelectorError.self) {
            try DeviceSelector(.usb(vendor: 0x10C4, product: 0xEA60)).choose(from: Samples.bench)
        }
        #expect(error?.code == .ambiguous)
        #expect(error?.suggestions.map(\.description) == ["path:1-2", "path:1-4.1", "serial:8a3f61b2c04de911"])
        for suggestion in error?.suggestions ?? [] {
            #expect(throws: Never.self) { try suggestion.choose(from: Samples.bench) }
        }
    }

    @Test func aNameNeedsTheInventory() {
        let error = #expect(throws: SelectorError.self) { try DeviceSelector(.name("x")).choose(from: Samples.bench) }
        #expect(error?.code == .needsInventory)
    }

    @Test func onlyEspressifsSerialNumbersAreAddresses() {
        let bridge = Samples.adapter("/dev/ttyUSB0", serial: "7CDFA1E01234")
        let chip = Samples.adapter("/dev/ttyACM0", serial: "7CDFA1E01234", ids: (0x303A, 0x1001))
        #expect(bridge.mac == nil)
        #expect(DeviceSelector("mac:7CDFA1E01234")?.matches(bridge) == false)
        #expect(DeviceSelector("mac:7CDFA1E01234")?.matches(chip) == true)
    }

    @Test func onlyABoardKnowsItsAddress() {
        #expect(DeviceSelector("mac:7CDFA1E01234")?.needsAnswer == true)
        #expect(DeviceSelector("serial:7CDFA1E01234")?.needsAnswer == false)
    }

    @Test("a chip ID is a check byte and the address without its last byte")
    func chipID() throws {
        let address = try #require(MACAddress("30:AE:A4:CC:42:78"))
        #expect(address.isConsistent(withChipID: "0x30aea4cc42"))
        #expect(address.isConsistent(withChipID: "0x5e30aea4cc42"))
        #expect(!address.isConsistent(withChipID: "0x30aea4cc43"))
        #expect(!address.isConsistent(withChipID: "30aea4cc42"))
        #expect(!address.isConsistent(withChipID: "0x"))
    }
}
