import Bench
import DeviceDiscovery
import Foundation
import Testing

@Suite struct PortFactsTests {
    @Test func theLatencyTimerIsReadFromThePortOfTheUSBSerialBus() throws {
        let sysfs = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: sysfs) }
        let folder = sysfs.appending(path: "bus/usb-serial/devices/ttyUSB3")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("16\n".utf8).write(to: folder.appending(path: "latency_timer"))
        let device = SerialDevice(path: "/dev/ttyUSB3")
        let facts = PortFacts(inspecting: "/dev/otaflash/serial-A1", device: device, sysfs: sysfs.path)
        #expect(facts.latencyMilliseconds == 16)
        #expect(facts.latencyIsWritable)
        let other = PortFacts(inspecting: "/dev/ttyUSB4", device: nil, sysfs: sysfs.path)
        #expect(other.latencyMilliseconds == nil)
    }

    @Test func theGroupIsThatOfTheNode() throws {
        #expect(PortFacts(inspecting: "/dev/ptmx", device: nil).group != nil)
        #expect(PortFacts(inspecting: "/nowhere", device: nil).group == nil)
    }
}
