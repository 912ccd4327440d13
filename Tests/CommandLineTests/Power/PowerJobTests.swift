import DeviceDiscovery
import Testing

@testable import Reports
@testable import otaflash

struct PowerJobTests {
    private let power = HubPower(bus: PowerSamples.bus(), sysfs: USBSysfs("/nonexistent")) { _ in }

    private func result(_ verb: PowerVerb, _ port: HubPortAddress? = PowerSamples.target) async -> PowerResult {
        await PowerJob(verb: verb, port: port).result { power }
    }

    @Test func `a list shows the hubs`() async {
        #expect(await result(.list, nil).hubs?.map(\.location) == [PowerSamples.place])
    }

    @Test func offSwitchesThePort() async {
        let result = await result(.off)
        #expect(result.exitStatus == .ok)
        #expect(result.report?.sides.map(\.after.isPowered) == [false])
    }

    @Test func `a port that keeps its power is a failure`() async {
        let power = HubPower(bus: PowerSamples.bus(stuckPorts: [3]), sysfs: USBSysfs("/nonexistent")) { _ in }
        let result = await PowerJob(verb: .cycle, port: PowerSamples.target).result { power }
        #expect(result.exitStatus.rawValue == 16)
        #expect(result.report == nil)
    }

    @Test(arguments: [PowerVerb.off, .on, .cycle, .reset])
    func `without a port every verb fails`(verb: PowerVerb) async {
        let result = await result(verb, nil)
        #expect(result.hubs == nil)
        #expect(result.exitStatus.rawValue == 10)
    }
}
