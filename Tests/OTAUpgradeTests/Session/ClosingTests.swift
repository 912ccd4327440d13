import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// How long closing a board takes: what the README says about a signal.
@Suite struct ClosingTests {
    /// The time to close a board after an interrupted transfer.
    private func closing(_ line: FirmwareLine, faults: String) async throws -> Duration {
        var bench = try UpgradeBench(line)
        try bench.faults(faults)
        let board = try bench.powered()
        var generator = FixedGenerator()
        let connection = try await BoardConnection(connector: board, token: DialogueToken(using: &generator))
        try await connection.synchronise(within: .seconds(10))
        try await connection.watchFrames()
        let written = try await connection.dialogue.ask("otaupgrade.commence(),otaupgrade.write(\"\\233\")")
        #expect(written.error == nil, "\(written)")
        let start = await connection.now
        await connection.restoreConsoleUncancelled()
        await connection.close()
        return start.duration(to: await board.now)
    }

    @Test("a board that answers is closed within a second", arguments: FirmwareLine.allCases)
    func answering(_ line: FirmwareLine) async throws {
        #expect(try await closing(line, faults: "") < .seconds(1))
    }

    @Test("a board that does not answer is closed within seven seconds", arguments: FirmwareLine.allCases)
    func deaf(_ line: FirmwareLine) async throws {
        let took = try await closing(line, faults: "deaf@1")
        #expect(took < .seconds(7), "\(took)")
        #expect(took > .seconds(4), "\(took)")
    }
}
