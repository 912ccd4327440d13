import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// A user's Lua that does not finish: how it and the board's state are reported.
@Suite struct ExecutionTests {
    private func execute(_ lua: String, on line: FirmwareLine) async throws -> UpgradeError {
        let board = try UpgradeBench(line).powered()
        let error = await #expect(throws: UpgradeError.self) {
            _ = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.execute(Array(lua.utf8), timeout: .seconds(6))
            }
        }
        return try #require(error)
    }

    @Test(
        "Lua that restarts the board",
        arguments: FirmwareLine.allCases,
        ["node.restart()", "print(1) node.restart() return 2", "for i=1,3 do print(i) end node.restart()"]
    )
    func restarts(_ line: FirmwareLine, _ lua: String) async throws {
        let error = try await execute(lua, on: line)
        #expect(error.code == .noPrompt)
        #expect(error.message == "The board restarted while it ran your Lua.")
        #expect(error.remedies == [.restart])
        #expect(error.phase == nil)
        #expect(error.board == .unknown)
    }

    @Test("a board that restarts before the Lua runs did not run it")
    func restartsBefore() async throws {
        var bench = try UpgradeBench(.idf5)
        // The lines before it look for the prompt, install the agent and identify the board.
        let quiet = try bench.powered()
        _ = try await BoardConnection.withBoard(quiet) { connection throws(UpgradeError) in
            try await connection.examine()
        }
        let lines = await quiet.counters.linesReceived
        try bench.faults("reset@line:\(lines)")
        let lua = Array(String(repeating: "x=1 ", count: 2000).utf8)
        let error = try await #require(throws: UpgradeError.self) {
            _ = try await BoardConnection.withBoard(try bench.powered()) { connection throws(UpgradeError) in
                try await connection.execute(lua, timeout: .seconds(6))
            }
        }
        #expect(!error.message.contains("your Lua"), "\(error.message)")
        #expect(error.phase == .connect)
        #expect(error.board == .unknown)
    }

    @Test("Lua that does not finish in time", arguments: [FirmwareLine.idf4, .idf5, .console])
    func neverEnds(_ line: FirmwareLine) async throws {
        let error = try await execute("while true do tmr.wdclr() end", on: line)
        #expect(error.code == .noPrompt)
        #expect(error.message == "Your Lua did not finish within 6.0 s.")
        #expect(error.remedies == [.allowMoreTime(than: .seconds(6)), .reset])
        #expect(error.phase == nil)
        #expect(error.board == .unknown)
    }
}
