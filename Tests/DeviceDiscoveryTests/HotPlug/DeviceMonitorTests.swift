import DeviceDiscovery
import Foundation
import Testing

@Suite struct DeviceMonitorTests {
    /// The number of open sockets of this process.
    private static func sockets() throws -> Int {
        let folder = "/proc/self/fd"
        let descriptors = try FileManager.default.contentsOfDirectory(atPath: folder)
        let ends = descriptors.map { try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
        return ends.filter { $0?.hasPrefix("socket:") == true }.count
    }

    @Test("the socket is closed when the listening task ends", .timeLimit(.minutes(1)))
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

    @Test func thePortsThatArePresentComeFirst() async throws {
        let ports = PortCatalog().ports()
        var events = try #require(DeviceMonitor().events()).makeAsyncIterator()
        for port in ports { #expect(await events.next() == .present(port)) }
    }
}
