import DeviceDiscovery
import Testing

@Suite struct DeviceFinderTests {
    private let selector = DeviceSelector(.topology("1-2"))
    private let device = Samples.adapter("/dev/ttyUSB0", at: "1-2")
    private let clock = SteppingClock()

    private func finder(_ ports: ShownPorts) -> DeviceFinder {
        DeviceFinder(clock: clock, ports: ports.look)
    }

    @Test func aConnectedDeviceIsFoundImmediately() async throws {
        let ports = ShownPorts([device], [])
        #expect(try await finder(ports).device(selector) == device)
    }

    @Test func aDeviceThatIsPluggedInLaterIsWaitedFor() async throws {
        let ports = ShownPorts([], [], [device])
        #expect(try await finder(ports).device(selector, waiting: .seconds(20)) == device)
        #expect(clock.now.sinceStart == .milliseconds(200) + .seconds(1))
    }

    @Test func aSecondDeviceThatAppearsWithTheFirstIsAmbiguous() async {
        let other = Samples.adapter("/dev/ttyUSB1", at: "1-3")
        let ports = ShownPorts([], [device], [device, other])
        let error = await #expect(throws: SelectorError.self) {
            try await finder(ports)
                .device(DeviceSelector(.usb(vendor: 0x10C4, product: 0xEA60)), waiting: .seconds(20))
        }
        #expect(error?.code == .ambiguous)
        #expect(error?.matching == [device, other])
    }

    @Test func aDeviceThatDisappearsAgainIsNotChosen() async throws {
        let other = Samples.adapter("/dev/ttyUSB1", at: "1-2")
        for shown in [ShownPorts([], [device], [], [other]), ShownPorts([], [device], [other])] {
            #expect(try await finder(shown).device(selector, waiting: .seconds(20)) == other)
        }
    }

    @Test func theTimeoutEndsTheProof() async throws {
        let ports = ShownPorts([], [device])
        #expect(try await finder(ports).device(selector, waiting: .milliseconds(300)) == device)
        #expect(clock.now.sinceStart == .milliseconds(300))
    }

    @Test func withoutATimeoutNothingIsWaitedFor() async {
        let ports = ShownPorts([], [device])
        let error = await #expect(throws: SelectorError.self) {
            try await finder(ports).device(selector)
        }
        #expect(error?.code == .noDevice)
    }

    @Test func theWaitTimesOut() async {
        let error = await #expect(throws: SelectorError.self) {
            try await finder(ShownPorts([])).device(selector, waiting: .milliseconds(150))
        }
        #expect(error?.code == .noDevice)
    }

    @Test("a node that has just appeared is used after its permissions are set")
    func rights() async throws {
        var locked = device
        locked.isAccessible = false
        let ports = ShownPorts([], [locked], [device])
        #expect(try await finder(ports).device(selector, waiting: .seconds(20)).isAccessible)
        #expect(clock.now.sinceStart == .milliseconds(100) + .seconds(1))
        #expect(try await finder(ShownPorts([locked])).device(selector) == locked)
    }

    @Test func severalMatchesAreNotWaitedFor() async {
        let twice = [device, Samples.adapter("/dev/ttyUSB1", at: "1-2", interface: 1)]
        let error = await #expect(throws: SelectorError.self) {
            try await finder(ShownPorts(twice)).device(selector, waiting: .seconds(20))
        }
        #expect(error?.code == .ambiguous)
    }

    @Test func waitingCanBeCancelled() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await finder(ShownPorts([])).device(selector, waiting: .seconds(3600))
        }
        let error = await #expect(throws: SelectorError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }

    // MARK: Any device

    private let uart = SerialDevice(path: "/dev/ttyS0")

    @Test func anOnboardPortDoesNotEndTheWait() async throws {
        let ports = ShownPorts([uart], [uart], [device, uart])
        #expect(try await finder(ports).devices(waiting: .seconds(20)) == [device, uart])
    }

    @Test func withoutATimeoutOnlyAnOnboardPortIsFound() async throws {
        let ports = ShownPorts([uart], [device])
        #expect(try await finder(ports).devices(waiting: .zero) == [uart])
        #expect(try await finder(ShownPorts([uart])).devices(waiting: .milliseconds(150)) == [uart])
    }

    @Test func devicesThatAppearTogetherAreAllFound() async throws {
        let other = Samples.adapter("/dev/ttyUSB1", at: "1-3")
        let ports = ShownPorts([], [device], [device, other])
        #expect(try await finder(ports).devices(waiting: .seconds(20)) == [device, other])
    }

    @Test func aKnownDeviceDoesNotEndTheWait() async throws {
        let other = Samples.adapter("/dev/ttyUSB1", at: "1-3")
        let ports = ShownPorts([device], [device], [device, other])
        let found = try await finder(ports).devices(otherThan: [device.path], waiting: .seconds(20))
        #expect(found == [device, other])
    }
}
