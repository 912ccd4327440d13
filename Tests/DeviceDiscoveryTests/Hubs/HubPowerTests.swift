import DeviceDiscovery
import Testing

struct HubPowerTests {
    private let target = USBBench.target

    // MARK: Switching

    @Test func offClearsThePowerOfOnePort() async throws {
        let bench = USBBench([USBBench.hub()])
        let report = try await bench.power.perform(.off, at: target)
        #expect(await bench.bus.orders == [USBBench.order(false)])
        #expect(report.sides.map(\.port) == [target])
        #expect(report.sides.map(\.before.isPowered) == [true])
        #expect(report.sides.map(\.after.isPowered) == [false])
        #expect(report.device == USBBench.board)
        #expect(report.hasGone == true)
        #expect(report.isBack == nil)
    }

    @Test func descriptorAndPortsAreReadBeforeAnythingIsSwitched() async throws {
        let bench = USBBench([USBBench.hub(ports: 3)])
        _ = try await bench.power.perform(.off, at: target)
        let before = await bench.bus.calls.prefix { $0 != USBBench.order(false) }
        #expect(
            Array(before) == [
                .control(USBBench.place, .hubDescriptor(.usb2)), .control(USBBench.place, .portStatus(1)),
                .control(USBBench.place, .portStatus(2)), .control(USBBench.place, .portStatus(3)),
                .control(USBBench.place, .binaryObjectStore(length: 5)),
            ]
        )
    }

    @Test func bothHalvesOfAUSB3HubAreSwitched() async throws {
        let bench = USBBench(USBBench.pair())
        let report = try await bench.power.perform(.off, at: target)
        #expect(await bench.bus.orders == [USBBench.order(false), USBBench.order(false, USBBench.twinPlace)])
        #expect(report.sides.map(\.after.isPowered) == [false, false])
    }

    @Test func eitherHalfCanBeNamed() async throws {
        let bench = USBBench(USBBench.pair())
        let named = HubPortAddress(hub: USBBench.twinPlace, port: 3)
        let report = try await bench.power.perform(.off, at: named)
        #expect(await bench.bus.orders == [USBBench.order(false, USBBench.twinPlace), USBBench.order(false)])
        #expect(report.device == USBBench.board)
    }

    @Test func aPortThatOnlyOneHalfHasIsSwitchedThere() async throws {
        let bench = USBBench(USBBench.pair(ports: 2))
        _ = try await bench.power.perform(.off, at: target)
        #expect(await bench.bus.orders == [USBBench.order(false)])
    }

    @Test func onSetsThePowerAndWaitsUntilItIsGood() async throws {
        let bench = USBBench([USBBench.hub()])
        _ = try await bench.power.perform(.off, at: target)
        let report = try await bench.power.perform(.on, at: target)
        #expect(await bench.bus.orders == [USBBench.order(false), USBBench.order(true)])
        #expect(bench.waits == [.milliseconds(100)])
        #expect(report.sides.map(\.after.isPowered) == [true])
        #expect(report.isBack == true)
    }

    @Test func switchingOnAPoweredPortExpectsNoNewDevice() async throws {
        let bench = USBBench([USBBench.hub()], devices: [])
        let report = try await bench.power.perform(.on, at: target)
        #expect(report.isBack == nil)
        #expect(bench.waits == [.milliseconds(100)])
    }

    @Test func aCycleIsOffAWaitAndOn() async throws {
        let bench = USBBench(USBBench.pair())
        let report = try await bench.power.perform(.cycle(off: .seconds(2)), at: target)
        #expect(
            await bench.bus.orders == [
                USBBench.order(false), USBBench.order(false, USBBench.twinPlace), USBBench.order(true),
                USBBench.order(true, USBBench.twinPlace),
            ]
        )
        #expect(bench.waits == [.seconds(2), .milliseconds(100)])
        #expect(report.hasGone == true)
        #expect(report.isBack == true)
    }

    @Test func aCycleThatIsInterruptedLeavesThePowerOn() async throws {
        let bench = USBBench([USBBench.hub()], cancellingWaitsFrom: .seconds(2))
        let error = await #expect(throws: USBError.self) {
            try await bench.power.perform(.cycle(off: .seconds(2)), at: target)
        }
        #expect(error?.code == .interrupted)
        #expect(await bench.bus.orders == [USBBench.order(false), USBBench.order(true)])
        #expect(await bench.bus.hubs.allSatisfy(\.darkPorts.isEmpty))
    }

    // MARK: Hubs that do not switch

    @Test func powerThatComesBackIsSwitchedOffAgain() async throws {
        var hub = USBBench.hub()
        hub.returns = 2
        let bench = USBBench([hub])
        let report = try await bench.power.perform(.off, at: target)
        #expect(await bench.bus.orders == Array(repeating: USBBench.order(false), count: 3))
        #expect(report.sides.map(\.after.isPowered) == [false])
    }

    @Test func aPowerBitThatDoesNotChangeIsAnError() async throws {
        var hub = USBBench.hub()
        hub.stuckPorts = [3]
        let bench = USBBench([hub])
        let error = await #expect(throws: USBError.self) { try await bench.power.perform(.off, at: target) }
        #expect(error?.code == .hubRefuses)
        #expect(error?.message.contains("port 3 of hub 1-2 did not change") == true)
    }

    @Test(arguments: [(.ganged, "all its ports at once"), (.none, "does not switch")] as [(PowerSwitching, String)])
    func aHubThatCannotIsRefusedBeforeAnyOrder(switching: PowerSwitching, words: String) async throws {
        let bench = USBBench([USBBench.hub(switching: switching)])
        for isForced in [false, true] {
            let error = await #expect(throws: USBError.self) {
                try await bench.power.perform(.cycle(off: .seconds(2)), at: target, isForced: isForced)
            }
            #expect(error?.code == .hubRefuses)
            #expect(error?.message.contains(words) == true)
        }
        #expect(await bench.bus.orders.isEmpty)
    }

    @Test func aHalfThatCannotSwitchKeepsThePortPowered() async throws {
        var pair = USBBench.pair()
        pair[1].descriptor.switching = .ganged
        let bench = USBBench(pair)
        let error = await #expect(throws: USBError.self) { try await bench.power.perform(.off, at: target) }
        #expect(error?.message.contains("Hub 2-2") == true)
        #expect(await bench.bus.orders.isEmpty)
    }

    // MARK: Ports that carry more than a board

    @Test func aRootHubIsSwitchedOnlyByForce() async throws {
        let root = USBLocation(bus: 1)
        let board = USBDevice(location: root.child(3), address: 4, vendor: 1, product: 2)
        let bench = USBBench([USBBench.hub(root)], devices: [board])
        let target = HubPortAddress(hub: root, port: 3)
        let error = await #expect(throws: USBError.self) { try await bench.power.perform(.off, at: target) }
        #expect(error?.code == .hubRefuses)
        #expect(error?.nextStep.contains("force it") == true)
        #expect(await bench.bus.orders.isEmpty)
        _ = try await bench.power.perform(.off, at: target, isForced: true)
        #expect(await bench.bus.orders == [USBBench.order(false, root)])
    }

    @Test func aPortWithAnotherHubIsSwitchedOnlyByForce() async throws {
        let inner = USBBench.hub(target.location, ports: 2)
        let bench = USBBench([USBBench.hub(), inner], devices: [])
        let error = await #expect(throws: USBError.self) { try await bench.power.perform(.off, at: target) }
        #expect(error?.code == .hubRefuses)
        #expect(error?.message.contains("another hub, 1-2.3") == true)
        _ = try await bench.power.perform(.off, at: target, isForced: true)
        #expect(await bench.bus.orders == [USBBench.order(false)])
    }

    // MARK: Missing hubs and ports

    @Test func aMissingHubOrPortIsReported() async throws {
        let bench = USBBench([USBBench.hub()])
        for target in [
            HubPortAddress(hub: USBLocation(bus: 7, ports: [1]), port: 1), HubPortAddress(hub: USBBench.place, port: 5),
        ] {
            let error = await #expect(throws: USBError.self) { try await bench.power.perform(.off, at: target) }
            #expect(error?.code == .noDevice)
        }
    }

    @Test func aHubWithoutPermissionReportsWhy() async throws {
        let fault = USBError(.permissionDenied, "No.", nextStep: "Ask.")
        let bench = USBBench([USBBench.hub()], faults: [USBBench.place: fault])
        #expect(try await bench.power.hubs().map(\.fault) == [fault])
        await #expect(throws: fault) { try await bench.power.perform(.off, at: target) }
    }
}
