import ESPImage
import LuaREPL
import MockBoard
import OTAUpgrade
import Testing
import TransportCore

/// Upgrades in one process are independent: the only state is that of their sessions.
///
/// Boards with Lua 5.1, since the order of `pairs` in Lua 5.3 varies.
struct IndependenceTests {
    /// An upgrade with all its inputs, on a board of its own each time.
    private struct Upgrade {
        var bench: UpgradeBench
        var image: AppImage
        var options = UpgradeOptions()
        var token: DialogueToken

        func run(
            through connector: (SimulatedBoard) -> any TransportConnector = { $0 }
        ) async throws -> (events: [UpgradeEvent], result: UpgradeResult, flash: [UInt8]) {
            let board = try bench.powered()
            let upgrade = UpgradeSession(connector: connector(board), image: image, options: options)
                .start(token: token)
            var events: [UpgradeEvent] = []
            for await event in upgrade.events { events.append(Self.withoutHeap(event)) }
            return (events, await upgrade.outcome, await board.flash)
        }

        /// The value of `node.heap()` depends on the host's memory addresses, which vary.
        private static func withoutHeap(_ event: UpgradeEvent) -> UpgradeEvent {
            guard case .identified(var identity, let status) = event else { return event }
            identity.heap = nil
            return .identified(identity, status)
        }
    }

    /// Raw frames, one at a time, plain, to a board without faults.
    private func frames() throws -> Upgrade {
        let bench = try UpgradeBench(.idf4, lua: .lua51)
        var upgrade = Upgrade(
            bench: bench,
            image: try bench.image("2.0.0"),
            token: try #require(DialogueToken("a1a1a1"))
        )
        upgrade.options.method = .frames
        upgrade.options.window = 1
        upgrade.options.compresses = false
        return upgrade
    }

    /// Lines at the prompt of another chip that loses some, and a check on the new firmware.
    private func lines() throws -> Upgrade {
        var bench = try UpgradeBench(.idf5, lua: .lua51, chip: .esp32c3)
        try bench.faults("drop-byte@9000,flip-bit@12000")
        var upgrade = Upgrade(
            bench: bench,
            image: try bench.image("3.1.4", size: 0x6000, seed: 5),
            token: try #require(DialogueToken("b2b2b2"))
        )
        upgrade.options.method = .lines
        upgrade.options.check = Array("1 + 1 == 2".utf8)
        return upgrade
    }

    @Test func theSameUpgradeReportsTheSameEventsTwice() async throws {
        for upgrade in [try frames(), try lines()] {
            let (first, second) = (try await upgrade.run(), try await upgrade.run())
            #expect(first.result.outcome == .upgraded)
            #expect(first.events == second.events)
            #expect(first.result.timings == second.result.timings)
            #expect(first.flash == second.flash)
        }
    }

    @Test func twoBoardsInTurnShareNothing() async throws {
        let (frames, lines) = (try frames(), try lines())
        let alone = (try await frames.run(), try await lines.run())
        let turns = Turns()
        async let first = {
            let run = try await frames.run { TurnTakingConnector(board: $0, turns: turns, player: 0) }
            await turns.leave(0)
            return run
        }()
        async let second = {
            let run = try await lines.run { TurnTakingConnector(board: $0, turns: turns, player: 1) }
            await turns.leave(1)
            return run
        }()
        let together = (try await first, try await second)
        #expect(await turns.changes > 200, "they did take turns")

        #expect(together.0.events == alone.0.events)
        #expect(together.0.result.transfer == alone.0.result.transfer)
        #expect(together.0.flash == alone.0.flash)
        #expect(together.0.result.after?.runningSlot?.description?.version == "2.0.0")

        #expect(together.1.events == alone.1.events)
        #expect(together.1.result.transfer == alone.1.result.transfer)
        #expect(together.1.flash == alone.1.flash)
        #expect(together.1.result.after?.runningSlot?.description?.version == "3.1.4")

        #expect(alone.0.result.transfer?.method == .frames)
        #expect(alone.1.result.transfer?.method == .lines)
        #expect(alone.1.result.transfer?.retries ?? 0 > 0)
    }
}
