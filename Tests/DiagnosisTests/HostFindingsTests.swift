import DeviceDiscovery
import Diagnosis
import Testing
import TransportCore

@Suite struct HostFindingsTests {
    private let converter = SerialDevice(
        path: "/dev/ttyUSB0",
        usb: USBIdentity(vendor: 0x1A86, product: 0x7523),
        driver: "ch341"
    )
    private let rules = HostFacts.RulesFile(path: "/etc/udev/rules.d/70-otaflash.rules", text: "# these")

    private func codes(_ host: HostFacts, rulesText: String? = nil) -> [Finding.Code] {
        Doctor(rulesText: rulesText).findings(of: host, ports: [converter]).map(\.code)
    }

    @Test func aHealthyHostHasNoFindings() {
        #expect(codes(HostFacts(rules: rules), rulesText: "# these").isEmpty)
    }

    @Test func aHostWithoutPorts() throws {
        let findings = Doctor().findings(of: HostFacts(), ports: [])
        #expect(findings.map(\.code) == [.noPorts])
    }

    @Test func missingAndOutdatedRules() {
        #expect(codes(HostFacts()) == [.rulesMissing])
        #expect(codes(HostFacts(rules: rules), rulesText: "# others") == [.rulesOutdated])
    }

    @Test func modemManagerIsReportedOnlyWithoutRules() throws {
        let grabbers = [HostFacts.Process(pid: 812, name: "ModemManager")]
        #expect(codes(HostFacts(grabbers: grabbers, rules: rules)).isEmpty)
        let findings = Doctor().findings(of: HostFacts(grabbers: grabbers), ports: [converter])
        let finding = try #require(findings.first { $0.code == .modemManager })
        #expect(finding.cause == .modemManager(pid: 812))
    }

    @Test func brlttyIsReportedOnlyIfItHasClaimedAConverter() throws {
        var host = HostFacts(grabbers: [HostFacts.Process(pid: 9, name: "brltty")], rules: rules)
        #expect(codes(host).isEmpty)
        host.strayConverters = ["1-2"]
        let finding = try #require(Doctor().findings(of: host, ports: [converter]).first)
        #expect(finding.code == .brltty)
        #expect(finding.cause == .brltty(pid: 9, converters: ["1-2"]))
    }

    @Test func aPortWithoutPermissionNamesTheGroup() throws {
        var device = converter
        device.isAccessible = false
        let port = PortFacts(path: device.path, device: device, group: "dialout")
        let finding = try #require(Doctor().findings(of: port, host: HostFacts(user: "ada", groups: ["ada"])).first)
        #expect(finding.code == .noAccess)
        #expect(finding.cause == .noAccess(user: "ada", group: "dialout"))
    }

    @Test func aGroupThatTakesEffectAtTheNextLogin() throws {
        var device = converter
        device.isAccessible = false
        let port = PortFacts(path: device.path, device: device, group: "dialout")
        let host = HostFacts(user: "ada", groups: ["ada"], assignedGroups: ["dialout"])
        let finding = try #require(Doctor().findings(of: port, host: host).first)
        #expect(finding.code == .loginNeeded)
        #expect(finding.cause == .loginNeeded(user: "ada", group: "dialout", current: ["ada"]))
    }

    @Test func aPortThatAnotherProgramHolds() throws {
        var device = converter
        device.holder = PortHolder(pid: 4711, command: "picocom /dev/ttyUSB0")
        let port = PortFacts(path: device.path, device: device)
        let finding = try #require(Doctor().findings(of: port, host: HostFacts()).first)
        #expect(finding.code == .portHeld)
        #expect(finding.cause == .held(PortHolder(pid: 4711, command: "picocom /dev/ttyUSB0")))
    }

    @Test func aSlowLatencyTimerIsReportedIfItCannotBeSet() throws {
        var port = PortFacts(path: "/dev/ttyUSB0", device: converter, latencyMilliseconds: 16)
        #expect(Doctor().findings(of: port, host: HostFacts()).map(\.code) == [.latencyTimer])
        port.latencyIsWritable = true
        #expect(Doctor().findings(of: port, host: HostFacts()).isEmpty)
        (port.latencyIsWritable, port.latencyMilliseconds) = (false, 1)
        #expect(Doctor().findings(of: port, host: HostFacts()).isEmpty)
    }
}
