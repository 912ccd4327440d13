import DeviceDiscovery
import Testing

struct HubSurveyTests {
    @Test func portsShowTheConnectedDevices() async throws {
        let bench = USBBench([USBBench.hub()])
        let hub = try #require(try await bench.power.hubs().first)
        #expect(hub.canSwitch == true)
        #expect(hub.ports.map(\.number) == [1, 2, 3, 4])
        #expect(hub.ports.map(\.device) == [nil, nil, USBBench.board, nil])
        #expect(hub.ports.map { $0.status?.isConnected } == [false, false, true, false])
    }

    @Test func aHubThatDoesNotAnswerStillShowsItsDevices() async throws {
        let fault = USBError(.permissionDenied, "No.", nextStep: "Ask.")
        let bench = USBBench([USBBench.hub()], faults: [USBBench.place: fault])
        let hub = try #require(try await bench.power.hubs().first)
        #expect(hub.fault == fault)
        #expect(hub.canSwitch == nil)
        #expect(hub.ports == [HubPort(number: 3, device: USBBench.board)])
    }

    @Test func aSingleHubCanBeQueried() async throws {
        let bench = USBBench(USBBench.pair())
        #expect(try await bench.power.hubs(at: USBBench.twinPlace).map(\.location) == [USBBench.twinPlace])
        let error = await #expect(throws: USBError.self) { try await bench.power.hubs(at: USBLocation(bus: 7)) }
        #expect(error?.code == .noDevice)
    }

    // MARK: Twins

    /// The twin of each hub; `sys/bus/usb/devices/usbN` gives the controller of each bus.
    private func twins(_ hubs: [SimulatedHub], controllers: [Int: String] = [:]) async throws -> [String?] {
        var twins: [String?] = []
        try await MadeUpHost.with { host in
            for (bus, controller) in controllers {
                try host.makeLink("bus/usb/devices/usb\(bus)", toDevice: "\(controller)/usb\(bus)")
            }
            let bench = USBBench(hubs, devices: [], sysfs: host.path("sys"))
            twins = try await bench.power.hubs().map { $0.twin?.description }
        }
        return twins
    }

    private let oneController = [1: "pci/xhci", 2: "pci/xhci"]
    private let twoControllers = [1: "pci/ehci", 2: "pci/xhci"]

    @Test func halvesShareAContainer() async throws {
        #expect(try await twins(USBBench.pair()) == ["2-2", "1-2"])
    }

    @Test func halvesInAnotherChainAreFoundByTheirContainer() async throws {
        let other = USBBench.hub(USBLocation(bus: 2, ports: [5]), .usb3, containerID: USBBench.id)
        #expect(try await twins([USBBench.hub(containerID: USBBench.id), other]) == ["2-5", "1-2"])
    }

    @Test func ifAllHubsOfAKindShareAContainerTheChainDecides() async throws {
        let inner = [
            USBBench.hub(USBBench.place.child(4), containerID: USBBench.id),
            USBBench.hub(USBBench.twinPlace.child(4), .usb3, containerID: USBBench.id),
        ]
        #expect(try await twins(USBBench.pair() + inner) == ["2-2", "2-2.4", "1-2", "1-2.4"])
    }

    @Test func hubsWithDifferentContainersAreNoTwins() async throws {
        let other = USBBench.hub(USBBench.twinPlace, .usb3, containerID: [UInt8](repeating: 7, count: 16))
        #expect(try await twins([USBBench.hub(containerID: USBBench.id), other]) == [nil, nil])
    }

    @Test func withoutContainersTheChainDecides() async throws {
        let twin = USBBench.hub(USBBench.twinPlace, .usb3)
        #expect(try await twins([USBBench.hub(), twin], controllers: oneController) == ["2-2", "1-2"])
        let elsewhere = USBBench.hub(USBLocation(bus: 2, ports: [3]), .usb3)
        #expect(try await twins([USBBench.hub(), elsewhere], controllers: oneController) == [nil, nil])
    }

    @Test func hubsOfDifferentControllersAreNoTwins() async throws {
        let pair = [USBBench.hub(), USBBench.hub(USBBench.twinPlace, .usb3)]
        #expect(try await twins(pair, controllers: twoControllers) == [nil, nil])
        #expect(try await twins(pair) == [nil, nil])
        #expect(try await twins(USBBench.pair(), controllers: twoControllers) == [nil, nil])
    }

    @Test func anOldHubIsNoHalfOfAUSB3Hub() async throws {
        var old = USBBench.hub()
        old.device.usbVersion = 0x0200
        let other = USBBench.hub(USBBench.twinPlace, .usb3)
        #expect(try await twins([old, other], controllers: oneController) == [nil, nil])
    }

    @Test(arguments: [0, 1])
    func aContainerThatCouldNotBeReadIsNotTakenForNone(half: Int) async throws {
        var pair = [USBBench.hub(), USBBench.hub(USBBench.twinPlace, .usb3)]
        pair[half].storeFault = USBError(.linkLost, "No.", nextStep: "Try again.")
        #expect(try await twins(pair, controllers: oneController) == [nil, nil])
    }

    @Test func rootHubsAreNoTwins() async throws {
        let roots = [USBBench.hub(USBLocation(bus: 1)), USBBench.hub(USBLocation(bus: 2), .usb3)]
        #expect(try await twins(roots) == [nil, nil])
    }
}
