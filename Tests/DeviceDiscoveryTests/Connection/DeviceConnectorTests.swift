import DeviceDiscovery
import Testing
import TransportCore
import TransportPosix

@Suite struct DeviceConnectorTests {
    @Test func aBoardThatComesBackUnderAnotherNameIsOpenedThere() async throws {
        let before = try PseudoTerminal()
        let after = try PseudoTerminal()
        let device = Samples.adapter(before.path, serial: "A5029ID1")
        let renamed = Samples.adapter(after.path, serial: "A5029ID1", at: "1-9")
        let ports = ShownPorts([device], [device], [], [], [renamed])
        let connector = DeviceConnector(device, baud: 74_880, ports: ports.look)
        #expect(connector.address == .terminal(path: before.path))
        let first = try await connector.connect()
        #expect(before.hostBaud == 74_880)
        await first.close()
        let port = try await connector.reconnect(within: .seconds(20))
        #expect(after.hostBaud == 74_880)
        #expect(connector.address == .terminal(path: after.path))
        #expect(connector.device == renamed)
        await port.close()
    }

    @Test func aBoardThatDoesNotComeBackIsNoDevice() async throws {
        let device = Samples.adapter("/dev/ttyUSB0")
        let connector = DeviceConnector(device, ports: ShownPorts([device], []).look)
        let error = await #expect(throws: TransportError.self) {
            try await connector.reconnect(within: .milliseconds(150))
        }
        #expect(error?.code == .noDevice)
        #expect(error?.nextStep != nil)
    }

    @Test func waitingForItCanBeCancelled() async throws {
        let device = Samples.adapter("/dev/ttyUSB0")
        let connector = DeviceConnector(device, ports: ShownPorts([]).look)
        let task = Task { try await connector.reconnect(within: .seconds(3600)) }
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }
}
