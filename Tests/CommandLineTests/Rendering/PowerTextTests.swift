import DeviceDiscovery
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct PowerTextTests {
    @Test func hubsAreTablesOfTheirPorts() {
        let root = PowerSamples.hub(USBLocation(bus: 1), ports: [HubPort(number: 1)])
        let hub = PowerSamples.hub(twin: USBLocation(bus: 2, ports: [2]), ports: PowerSamples.ports)
        let lines = [root, hub].lines(width: 80, paint: .off)
        #expect(
            lines == [
                "Hub usb1  05e3:0610  USB2.1 Hub",
                "  4 ports, each switched individually; a root hub, only with --force",
                "  PORT  POWER",
                "  1     ?",
                "",
                "Hub 1-2  05e3:0610  USB2.1 Hub",
                "  4 ports, each switched individually, USB 2, the other half is 2-2",
                "  PORT  POWER         DEVICE  ID         PRODUCT                   TTY",
                "  1     on",
                "  2     off",
                "  3     on            1-2.3   10c4:ea60  CP2102 USB to UART Brid…  ttyUSB0",
                "  4     over-current",
            ]
        )
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test func `a hub that cannot be read shows why`() {
        var hub = PowerSamples.hub(PowerSamples.place, nil)
        hub.fault = PowerSamples.refusal
        #expect(
            [hub].lines(width: 80, paint: .off) == ["Hub 1-2  05e3:0610  USB2.1 Hub", "  Not for you."]
        )
    }

    @Test func `a cycle shows whether the device disappeared and came back`() {
        #expect(
            PowerSamples.cycle().lines(width: 80, paint: .off) == [
                "Power off and on: port 3 of hub 1-2.",
                "  hub 1-2  was on, is on",
                "  device   1-2.3, 10c4:ea60",
                "  gone     yes",
                "  back     yes",
            ]
        )
        #expect(PowerSamples.cycle().note == nil)
    }

    @Test func `a device that stays or does not come back is a failure`() {
        let stayed = PowerSamples.cycle(hasGone: false)
        #expect(stayed.exitStatus.rawValue == 16)
        #expect(stayed.failure?.message.contains("does not really cut it") == true)
        #expect(stayed.lines(width: 80, paint: .off).contains("  gone     no"))
        let lost = PowerSamples.cycle(isBack: false)
        #expect(lost.exitStatus.rawValue == 36)
        #expect(lost.failure?.message == "1-2.3 disappeared and did not come back; the port has power.")
        #expect(lost.note == nil)
    }

    @Test func `after off a device that stays is a failure`() {
        var off = PowerSamples.cycle(hasGone: false)
        off.verb = .off
        #expect(off.exitStatus.rawValue == 16)
    }

    @Test func `no device after on is only a note`() {
        var on = PowerSamples.cycle(isBack: false)
        on.verb = .on
        #expect(on.exitStatus == .ok)
        #expect(on.note?.contains("No device has appeared yet") == true)
    }

    @Test func anErrorEndsWithTheNextStep() {
        #expect(
            PowerSamples.refusal.lines(ExitStatus(usb: .permissionDenied), width: 80, paint: .off) == [
                "Error: Not for you.", "  next  Ask root.", "  code  permission-denied, exit status 13",
            ]
        )
    }

    @Test(
        arguments: [
            (.noDevice, 10), (.portBusy, 12), (.permissionDenied, 13), (.hubRefuses, 16), (.linkLost, 36),
            (.interrupted, 130), (.internal, 1),
        ] as [(USBError.Code, Int32)]
    )
    func eachCodeHasItsStatus(code: USBError.Code, number: Int32) {
        #expect(ExitStatus(usb: code).rawValue == number)
        #expect(ExitStatus(usb: .interrupted, signal: 15).rawValue == 143)
    }
}
