import DeviceDiscovery
import Testing

struct HubSurveyTests {
    @Test func portsTellWhatHangsOnThem() async throws {
        let bench = USBBench([USBBench.hub()])
        let hub = try #require(try await bench.power.hubs().first)
        #expect(hub.canSwitch == true)
        #expect(hub.ports.map(\.number) == [1, 2, 3, 4])
        #expect(hub.ports.map(\.device) == [nil, nil, USBBench.board, nil])
        #expect(hub.ports.map { $0.status?.isConnected } == [false, false, true, false])
    }

    @Test func aHubThatDoesNotAnswerStillShowsWhatHangsOnIt() async throws {
        let fault = USBError(.permissionDenied, "No.", nextStep: "Ask.")
        let bench = USBBench([USBBench.hub()], faults: [USBBench.place: fault])
        let hub = try #require(try await bench.power.hubs().first)
        #expect(hub.fault == fault)
        #expect(hub.canSwitch == nil)
        #expect(hub.ports == [HubPort(number: 3, device: USBBench.board)])
    }

    @Test func oneHubCanBeNamed() async throws {
        let bench = USBBench(USBBench.pair())
        #expect(try await bench.power.hubs(at: USBBench.twinPlace).map(\.location) == [USBBench.twinPlace])
        let error = await #expect(throws: USBError.self) { try await bench.power.hubs(at: USBLocation(bus: 7)) }
        #expect(error?.code == .noDevice)
    }

    // MARK: Twins

    private func twins(_ hubs: [SimulatedHub]) async throws -> [String?] {
        try await USBBench(hubs, devices: []).power.hubs().map { $0.twin?.description }
    }

    @Test func halvesShareAContainer() async throws {
        #expect(try await twins(USBBench.pair()) == ["2-2", "1-2"])
    }

    @Test func halvesInAnotherChainAreFoundByTheirContainer() async throws {
        let other = USBBench.hub(USBLocation(bus: 2, ports: [5]), .usb3, containerID: USBBench.id)
        #expect(try await twins([USBBench.hub(containerID: USBBench.id), other]) == ["2-5", "1-2"])
    }

    @Test func whereAKindOfHubHasOneContainerTheChainDecides() async throws {
        let inner = [
            USBBench.hub(USBBench.place.child(4), containerID: USBBench.id),
            USBBench.hub(USBBench.twinPlace.child(4), .usb3, containerID: USBBench.id),
        ]
        #expect(try await twins(USBBench.pair() + inner) == ["2-2", "2-2.4", "1-2", "1-2.4"])
    }

    @Test func hubsWithAnotherContainerAreNoTwins() async throws {
        let other = USBBench.hub(USBBench.twinPlace, .usb3, containerID: [UInt8](repeating: 7, count: 16))
        #expect(try await twins([USBBench.hub(containerID: USBBench.id), other]) == [nil, nil])
    }

    @Test func withoutContainersTheChainDecides() async throws {
        #expect(try await twins([USBBench.hub(), USBBench.hub(USBBench.twinPlace, .usb3)]) == ["2-2", "1-2"])
        let elsewhere = USBBench.hub(USBLocation(bus: 2, ports: [3]), .usb3)
        #expect(try await twins([USBBench.hub(), elsewhere]) == [nil, nil])
    }

    @Test func rootHubsAreNoTwins() async throws {
        let roots = [USBBench.hub(USBLocation(bus: 1)), USBBench.hub(USBLocation(bus: 2), .usb3)]
        #expect(try await twins(roots) == [nil, nil])
    }
}
