import DeviceDiscovery
import Testing

struct USBLocationTests {
    @Test(arguments: [
        ("1-2", USBLocation(bus: 1, ports: [2])),
        ("1-2.3", USBLocation(bus: 1, ports: [2, 3])),
        ("12-10.4.1", USBLocation(bus: 12, ports: [10, 4, 1])),
        ("usb3", USBLocation(bus: 3)),
    ])
    func theKernelsNameIsReadAndWritten(name: String, place: USBLocation) {
        #expect(USBLocation(name) == place)
        #expect(place.description == name)
    }

    @Test(arguments: [
        "", "1", "1-", "-2", "1-2.", "1-.2", "1--2", "0-1", "1-0", "usb", "usb0", "usb1-2", "1-2:1.0", "1-+2", "1-300",
        "1-1.1.1.1.1.1.1.1", "1-２",
    ])
    func anythingElseIsNoPlace(name: String) {
        #expect(USBLocation(name) == nil)
    }

    @Test func aDeviceIsConnectedToAPortOfAHub() throws {
        let device = try #require(USBLocation("1-2.3"))
        #expect(device.hubPort == HubPortAddress(hub: USBLocation(bus: 1, ports: [2]), port: 3))
        #expect(device.hubPort?.location == device)
        #expect(device.hubPort?.hub.hubPort?.hub == USBLocation(bus: 1))
        #expect(USBLocation(bus: 1).hubPort == nil)
    }

    @Test func aDeviceBelowAHubIsBehindIt() throws {
        let hub = USBLocation(bus: 1, ports: [2])
        #expect(hub.isAtOrBehind(hub))
        #expect(hub.child(3).isAtOrBehind(hub))
        #expect(!USBLocation(bus: 2, ports: [2, 3]).isAtOrBehind(hub))
        #expect(!USBLocation(bus: 1, ports: [20]).isAtOrBehind(hub))
    }

    @Test func locationsAreSortedByNumber() {
        let names = ["usb1", "1-2", "1-2.1", "1-2.10", "1-10", "usb2", "2-1"]
        #expect(names.reversed().compactMap(USBLocation.init).sorted().map(\.description) == names)
    }
}
