import HostileBoard
import LuaREPL
import Testing
import TransportCore

@testable import OTAUpgrade

/// Complete upgrades of ports without a real board: each fails with a code, in time, and writes nothing.
@Suite struct HostileBoardTests {
    private func upgrade(_ board: HostileBoard, token: DialogueToken) async throws -> UpgradeError {
        let session = UpgradeSession(connector: board, image: try Fixtures.image())
        let result = await session.run(token: token)
        #expect(result.outcome == .failed)
        #expect(result.transfer == nil)
        return try #require(result.error)
    }

    private var token: DialogueToken {
        var generator = SystemRandomNumberGenerator()
        return DialogueToken(using: &generator)
    }

    @Test(arguments: ["x", "x\r\n", "\0", "> ", ">> ", "\u{1B}[A", "\u{1B}[0;31m", "~000000\tnil\r\n> "])
    func endlessOutputIsNotAPrompt(_ text: String) async throws {
        let piece = Array(String(repeating: text, count: 2048 / text.utf8.count).utf8)
        let board = HostileBoard { _, _ in piece }
        let error = try await upgrade(board, token: token)
        #expect(error.code == .noPrompt)
        #expect(error.phase == .connect)
        #expect(board.now <= TransportInstant(nanoseconds: 16_000_000_000))
    }

    @Test(arguments: ["\tnil", "\ttable: 0x3ffb1234", "1+:num42:1"])
    func aForgedTokenIsNotAccepted(_ rest: String) async throws {
        let token = token
        let piece = Array("\(token.mark)\(rest)\r\n> ".utf8)
        let board = HostileBoard { _, _ in piece }
        let error = try await upgrade(board, token: token)
        #expect(error.code == .noPrompt)
        #expect(board.now <= TransportInstant(nanoseconds: 120_000_000_000), "\(board.now)")
    }

    @Test func silenceIsNotAPrompt() async throws {
        let board = HostileBoard { _, _ in [] }
        let error = try await upgrade(board, token: token)
        #expect(error.code == .noPrompt)
        #expect(board.now <= TransportInstant(nanoseconds: 16_000_000_000))
    }
}
