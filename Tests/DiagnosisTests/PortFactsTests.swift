import DeviceDiscovery
import Diagnosis
import Foundation
import Glibc
import Testing

@Suite struct PortFactsTests {
    @Test func theLatencyTimerIsReadFromTheUSBSerialBus() throws {
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

    @Test func theGroupIsTheGroupOfTheNode() throws {
        let path = FileManager.default.temporaryDirectory.path + "/otaflash-\(UUID().uuidString)"
        try Data().write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(PortFacts(inspecting: path, device: nil).group == nil)
        let group = try #require(geteuid() == 0 ? getgrnam("dialout") : getgrgid(getegid()))
        try #require(chown(path, geteuid(), group.pointee.gr_gid) == 0 && chmod(path, 0o660) == 0)
        #expect(PortFacts(inspecting: path, device: nil).group == String(cString: group.pointee.gr_name))
        #expect(PortFacts(inspecting: "/nowhere", device: nil).group == nil)
    }
}
