import Fleet
import Foundation
import Testing
import TransportCore
import TransportPosix

@Suite struct PortConnectorTests {
    @Test func aTerminalIsOpenedAtItsRate() async throws {
        let terminal = try PseudoTerminal()
        let connector = PortConnector(.terminal(path: terminal.path), baud: 74_880)
        let port = try #require(try await connector.connect() as? any SerialControl)
        #expect(await port.baud == 74_880)
        #expect(terminal.hostBaud == 74_880)
        await port.close()
    }

    @Test func aMissingTerminalIsNoDevice() async {
        let connector = PortConnector(.terminal(path: "/dev/no-such-port"))
        let error = await #expect(throws: TransportError.self) { try await connector.connect() }
        #expect(error?.code == .noDevice)
    }

    @Test func aBoardSimulatedByAnotherProcessCannotBeReached() async {
        let address = TransportAddress.simulated(name: "desk")
        let error = await #expect(throws: TransportError.self) { try await PortConnector(address).connect() }
        #expect(error?.code == .unsupported)
        #expect(error?.address == address)
        #expect(error?.nextStep != nil)
    }

    @Test(
        "a network server is contacted, and waited for if requested",
        arguments: [.socket(host: "127.0.0.1", port: 1), .rfc2217(host: "127.0.0.1", port: 2)] as [TransportAddress]
    )
    func network(_ address: TransportAddress) async {
        let start = ContinuousClock.now
        for patience in [Duration.zero, .milliseconds(200)] {
            let connector = PortConnector(address, patience: patience)
            let error = await #expect(throws: TransportError.self) { try await connector.connect() }
            #expect(error?.code == .noDevice)
            #expect(error?.address == address)
        }
        #expect(ContinuousClock.now - start >= .milliseconds(200))
    }

    @Test func aBoardThatComesBackUnderAnotherNameIsFoundByItsLink() async throws {
        let before = try PseudoTerminal()
        let after = try PseudoTerminal()
        let link = SymbolicLink(FileManager.default.temporaryDirectory.path + "/otaflash-\(UUID().uuidString)")
        defer { link.remove(ifPointingTo: after.path) }
        try link.point(to: before.path)
        let connector = PortConnector(.terminal(path: before.path), baud: 74_880, link: link.path)
        await (try connector.connect()).close()
        try link.point(to: after.path)
        let port = try await connector.reconnect(within: .seconds(1))
        #expect(after.hostBaud == 74_880)
        await port.close()
        #expect(connector.address == .terminal(path: before.path))
    }
}
