import DeviceDiscovery
import Foundation
import Testing

@Suite struct DeviceMonitorTests {
    /// How many sockets this process has open.
    private static func sockets() throws -> Int {
        let folder = "/proc/self/fd"
        let descriptors = try FileManager.default.contentsOfDirectory(atPath: folder)
        let ends = descriptors.map { try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
        return ends.filter { $0?.hasPrefix("socket:") == true }.count
    }

    @Test("the one socket is closed with the task that listens", .timeLimit(.minutes(1)))
    func closing() async {
        await #expect(processExitsWith: .success) {
            let before = try Self.sockets()
            let events = try #require(DeviceMonitor().events())
            try #require(try Self.sockets() == before + 1)
            let task = Task {
                for await _ in events {}
            }
            task.cancel()
            await task.value
            while try Self.sockets() != before { await Task.yield() }
        }
    }

    @Test func thePortsThatAreThereComeFirst() async throws {
        let ports = PortCatalog().ports()
        var events = try #require(DeviceMonitor().events()).makeAsyncIterator()
        for port in ports { #expect(await events.next() == .present(port)) }
    }
}
