import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// What the board's dead-man timer accepts as a sign of life.
@Suite struct DeadManTests {
    /// Whether the timer restores the console although this host sends a statement every eight seconds.
    private func restores(_ line: FirmwareLine, saying statement: (Int) -> String) async throws -> Bool {
        let board = try UpgradeBench(line).powered()
        var generator = FixedGenerator()
        let connection = try await BoardConnection(connector: board, token: DialogueToken(using: &generator))
        try await connection.synchronise(within: .seconds(10))
        let dialogue = await connection.dialogue
        for source in [PackageResources.deadman_lua, PackageResources.receiver_lua] {
            try await dialogue.define(LuaScript(source: source))
        }
        _ = try await dialogue.ask("otaflash.watch(12)")
        try await dialogue.tell("otaflash.leave=function() otaflash.hasLeft=true end")
        for number in 1...4 {
            try await dialogue.tell(statement(number))
            await board.run(for: .seconds(8))
        }
        let hasLeft = try await dialogue.ask("otaflash.hasLeft")[0].isTruthy
        await connection.close()
        return hasLeft
    }

    @Test("a numbered order at the prompt is a sign of life", arguments: FirmwareLine.allCases)
    func order(_ line: FirmwareLine) async throws {
        #expect(try await !restores(line) { "otaflash.w(nil,\($0))" })
    }

    @Test("what somebody else types is not a sign of life", arguments: FirmwareLine.allCases)
    func other(_ line: FirmwareLine) async throws {
        #expect(try await restores(line) { "x=\($0)" })
    }
}
