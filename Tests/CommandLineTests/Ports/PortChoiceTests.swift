import DeviceDiscovery
import LuaREPL
import OTAUpgrade
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct PortChoiceTests {
    private func board(_ path: String, chipID: String? = nil) -> PortProbe {
        var identity = Samples.identity
        identity.chipID = chipID
        return PortProbe(
            SerialDevice(path: path),
            outcome: .board(BoardReport(identity: identity, status: nil, boot: BootRecord()))
        )
    }

    private func silent(_ path: String, _ message: String, _ code: UpgradeError.Code = .noPrompt) -> PortProbe {
        PortProbe(SerialDevice(path: path), outcome: .nothing(UpgradeError(code, message, nextStep: "")))
    }

    @Test func `the only board that answers is used`() throws {
        let probes = [
            silent("/dev/ttyS0", "Nothing came from the port."), board("/dev/ttyUSB1"),
            silent("/dev/ttyUSB2", "It is held.", .portBusy),
        ]
        #expect(try PortChoice.choose(probes).address == .terminal(path: "/dev/ttyUSB1"))
    }

    @Test func `if none answers each port is listed`() {
        let probes = [
            silent("/dev/ttyS0", "Nothing came from the port."),
            silent("/dev/ttyUSB0", "You may not open it.", .permissionDenied),
        ]
        let error = #expect(throws: UpgradeError.self) { try PortChoice.choose(probes) }
        #expect(error?.code == .noDevice)
        #expect(
            error?.message == """
                No serial port of this host answers as a NodeMCU board.
                  /dev/ttyS0: Nothing came from the port.
                  /dev/ttyUSB0: You may not open it.
                """
        )
    }

    private func usb(_ path: String, _ message: String, _ code: UpgradeError.Code) -> PortProbe {
        let device = SerialDevice(path: path, usb: USBIdentity(vendor: 0x1A86, product: 0x7523))
        return PortProbe(device, outcome: .nothing(UpgradeError(code, message, nextStep: "Join dialout.")))
    }

    @Test("if the user has no permission to open the only USB port, the error says so")
    func theOnlyPortMayNotBeOpened() {
        let probes = [
            silent("/dev/ttyS0", "Nothing came from the port."), usb("/dev/ttyUSB0", "No entry.", .permissionDenied),
        ]
        let error = #expect(throws: UpgradeError.self) { try PortChoice.choose(probes) }
        #expect(error?.code == .permissionDenied)
        #expect(error?.message == "No entry.")
        #expect(error?.nextStep == "Join dialout.")
        let more = probes + [usb("/dev/ttyUSB1", "No way.", .permissionDenied)]
        #expect(#expect(throws: UpgradeError.self) { try PortChoice.choose(more) }?.message == "No entry.\n  No way.")
        let mixed = more + [usb("/dev/ttyUSB2", "Silence.", .noPrompt)]
        #expect(#expect(throws: UpgradeError.self) { try PortChoice.choose(mixed) }?.code == .noDevice)
    }

    @Test func withoutPortsThereIsNoDevice() {
        let error = #expect(throws: UpgradeError.self) { try PortChoice.choose([]) }
        #expect(error?.code == .noDevice)
        #expect(error?.message == "This host has no serial port.")
    }

    @Test func `if several answer each has a selector to copy`() {
        let probes = [board("/dev/ttyUSB0", chipID: "0x40a1"), board("/dev/ttyUSB1")]
        let error = #expect(throws: UpgradeError.self) { try PortChoice.choose(probes) }
        #expect(error?.code == .ambiguousDevice)
        let lines = error?.lines(ExitStatus(.ambiguousDevice), board: nil, width: 80, paint: .off)
        #expect(
            lines == [
                "Error: 2 boards answer.",
                "  next  Say which one is meant:",
                "          --device /dev/ttyUSB0  # ESP32 0x40a1",
                "          --device /dev/ttyUSB1  # ESP32",
                "  code  ambiguous-device, exit status 11",
            ]
        )
    }

    @Test func `an interruption is not taken for silence`() {
        let error = #expect(throws: UpgradeError.self) {
            try PortChoice.choose([silent("/dev/ttyUSB0", "Cancelled.", .interrupted)])
        }
        #expect(error?.code == .interrupted)
    }

    @Test func `the board with the address is used`() throws {
        let probes = [board("/dev/ttyUSB0", chipID: "0x30aea4cc42"), board("/dev/ttyUSB1", chipID: "0x30aea4cc43")]
        let address = try #require(MACAddress("30:AE:A4:CC:43:01"))
        #expect(try PortChoice.choose(probes, with: address).address == .terminal(path: "/dev/ttyUSB1"))
    }

    @Test func `the note names the byte that the chip id lacks`() throws {
        let address = try #require(MACAddress("30:AE:A4:CC:42:99"))
        #expect(
            PortChoice.doubt(about: board("/dev/ttyUSB1", chipID: "0x30aea4cc42\u{1B}"), with: address).hasPrefix(
                "Using /dev/ttyUSB1: its chip id \("0x30aea4cc42\u{1B}".printable) agrees with 30:AE:A4:CC:42:99, but lacks"
            )
        )
    }

    @Test func boardsWithOtherAddressesAreListed() throws {
        let probes = [board("/dev/ttyUSB0", chipID: "0x30aea4cc42"), board("/dev/ttyUSB1")]
        let address = try #require(MACAddress("30:AE:A4:CC:43:01"))
        let error = #expect(throws: UpgradeError.self) { try PortChoice.choose(probes, with: address) }
        #expect(error?.code == .noDevice)
        #expect(
            error?.message == """
                No board of this host reports the address 30:AE:A4:CC:43:01.
                  /dev/ttyUSB0: a board whose chip id is 0x30aea4cc42.
                  /dev/ttyUSB1: a board whose chip id is unknown.
                """
        )
    }
}
