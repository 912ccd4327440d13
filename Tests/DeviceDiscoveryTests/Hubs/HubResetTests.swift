import DeviceDiscovery
import Testing

struct HubResetTests {
    private let target = USBBench.target

    @Test func aResetGoesToTheDevice() async throws {
        let bench = USBBench([USBBench.hub()])
        #expect(try await bench.power.reset(target.location) == USBBench.board)
        #expect(await bench.bus.orders == [.reset(target.location)])
    }

    @Test func aDeviceThatComesBackLateAfterAResetIsWaitedFor() async throws {
        let bench = USBBench([USBBench.hub()], absences: [target.location: 3])
        #expect(try await bench.power.reset(target.location) == USBBench.board)
        #expect(bench.waits == Array(repeating: .milliseconds(100), count: 3))
    }

    @Test func aDeviceThatDoesNotComeBackAfterItsResetIsLost() async throws {
        let bench = USBBench([USBBench.hub()], absences: [target.location: 1000])
        let error = await #expect(throws: USBError.self) { try await bench.power.reset(target.location) }
        #expect(error?.code == .linkLost)
        #expect(await bench.bus.orders == [.reset(target.location)])
    }

    @Test func aHubIsNotReset() async throws {
        let bench = USBBench([USBBench.hub()])
        let error = await #expect(throws: USBError.self) { try await bench.power.reset(USBBench.place) }
        #expect(error?.code == .hubRefuses)
        #expect(await bench.bus.orders.isEmpty)
    }

    @Test func aMissingDeviceIsNotReset() async throws {
        let bench = USBBench([USBBench.hub()], devices: [])
        let error = await #expect(throws: USBError.self) { try await bench.power.reset(target.location) }
        #expect(error?.code == .noDevice)
    }
}
