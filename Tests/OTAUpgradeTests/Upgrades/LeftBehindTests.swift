import ESPImage
import LuaREPL
import MockBoard
import Synchronization
import Testing
import TransportCore

@testable import OTAUpgrade

/// Boards whose last host died in mid-transfer: they restore their console, and the next run need not wait for that.
@Suite struct LeftBehindTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var line: FirmwareLine
        var method: TransferMethod
        var baud: TransferBaud

        var testDescription: String { "\(line.rawValue), \(method.rawValue), \(baud)" }

        static let all = FirmwareLine.allCases.flatMap { line in
            TransferMethod.allCases.flatMap { method in
                ([.unchanged] + (line == .console ? [] : [.rate(230_400), .rate(460_800)])).map {
                    Case(line: line, method: method, baud: $0)
                }
            }
        }

        var options: UpgradeOptions {
            var options = UpgradeOptions()
            (options.method, options.transferBaud, options.compresses) = (method, baud, false)
            options.mayRestartFirst = false
            return options
        }

        func bench(_ faults: String = "") throws -> UpgradeBench {
            var bench = try UpgradeBench(line)
            bench.board.timing = ConsoleTiming()
            bench.board.timing.hostJitter = .milliseconds(1)
            if !faults.isEmpty { try bench.faults(faults) }
            return bench
        }
    }

    /// Lets a host die while it sends the image.
    private func leaveBehind(_ board: SimulatedBoard, _ bench: UpgradeBench, _ what: Case) async throws -> AppImage {
        let image = try bench.image(size: 0x6000)
        let dying = TroubledConnector(board: board, trouble: .dies(afterBytes: 20_000))
        let result = await UpgradeBench.upgrade(dying, to: image, what.options).result
        #expect(result.error?.code == .linkLost)
        return image
    }

    @Test("the console is restored within 15 seconds", arguments: Case.all)
    func alone(_ what: Case) async throws {
        let bench = try what.bench()
        let board = try bench.powered()
        _ = try await leaveBehind(board, bench, what)
        if what.line != .console || what.method == .frames { #expect(await !board.consoleIsUsable) }
        await board.run(for: .seconds(15))
        #expect(await board.consoleIsUsable)
    }

    @Test(
        "an interrupted host restores the console before it exits, at any point",
        arguments: Case.all,
        ["usual(115200", "rate(230400", "rate(460800", "rate(115200", "watch(12)", "enter(otaflash", "--w"]
    )
    func interrupted(_ what: Case, _ words: String) async throws {
        let bench = try what.bench()
        let board = try bench.powered()
        let image = try bench.image(size: 0x6000)
        let upgrade = Mutex<Task<UpgradeResult, Never>?>(nil)
        let host = TroubledConnector(
            board: board,
            trouble: .isInterrupted(after: words) { upgrade.withLock { $0?.cancel() } }
        )
        let task = upgrade.withLock { upgrade in
            let task = Task { await UpgradeBench.upgrade(host, to: image, what.options).result }
            upgrade = task
            return task
        }
        let result = await task.value
        // Not every transfer setting sends all of these.
        if result.error != nil { #expect(result.error?.code == .interrupted) }
        #expect(await board.hostBaud == 115_200)
        #expect(await board.promptIsUsable)
    }

    @Test("the console is restored even if half of all alarms are lost", arguments: Case.all)
    func lostAlarms(_ what: Case) async throws {
        let bench = try what.bench("lost-alarm:50")
        let board = try bench.powered()
        _ = try await leaveBehind(board, bench, what)
        await board.run(for: .seconds(30))
        #expect(await board.consoleIsUsable)
    }

    @Test("the console is restored while the clock of an integer-only build wraps", arguments: Case.all)
    func clockStartsAgain(_ what: Case) async throws {
        var bench = try what.bench()
        // As in integer-only builds of Lua (nodemcu-firmware dev-esp32 node.c).
        bench.board.initLua = Array(
            "local n=node node=setmetatable({uptime=function() return n.uptime()%2147483648,0 end},{__index=n})".utf8
        )
        let board = try bench.powered()
        await board.run(for: .seconds(2135))
        _ = try await leaveBehind(board, bench, what)
        await board.run(for: .seconds(15))
        #expect(await board.consoleIsUsable)
    }

    @Test("an immediate upgrade succeeds without waiting for the timer", arguments: Case.all)
    func atOnce(_ what: Case) async throws {
        let bench = try what.bench()
        let board = try bench.powered()
        let image = try await leaveBehind(board, bench, what)
        let result = await UpgradeBench.upgrade(board, to: image, what.options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.timings[.connect] ?? .seconds(99) < .seconds(6))
        #expect(await board.promptIsUsable)
        let slot = try #require(bench.board.partitions["ota_1"])
        #expect(await board.content(of: slot).starts(with: image.bytes))
    }

    @Test("a board whose timer never fires is freed by the next run", arguments: Case.all)
    func deaf(_ what: Case) async throws {
        let bench = try what.bench("lost-alarm:100")
        let board = try bench.powered()
        let image = try await leaveBehind(board, bench, what)
        await board.run(for: .seconds(60))
        if what.line != .console || what.method == .frames { #expect(await !board.consoleIsUsable) }
        let result = await UpgradeBench.upgrade(board, to: image, what.options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(await board.promptIsUsable)
    }

    @Test("a board whose own rate is another one is reported, not changed", arguments: [FirmwareLine.idf3, .idf5])
    func otherRate(_ line: FirmwareLine) async throws {
        var bench = try UpgradeBench(line)
        bench.board.timing = ConsoleTiming()
        bench.board.initLua = Array("uart.setup(0,230400,8,0,1,1)".utf8)
        let board = try bench.powered()
        let result = await UpgradeBench.upgrade(board, to: try bench.image()).result
        #expect(result.error?.code == .noPrompt)
        #expect(result.error?.remedies == [.useLineRate(230_400)])
        #expect(await board.hostBaud == 115_200)
        #expect(await board.counters.commenceCalls == 0)
    }

    @Test(
        "a board that restarts in mid-transfer is recognised within seconds at any rate, and the restart is reported",
        arguments: Case.all
    )
    func restarts(_ what: Case) async throws {
        let bench = try what.bench("reset@chunk:20")
        let board = try bench.powered()
        let result = await UpgradeBench.upgrade(board, to: try bench.image(size: 0x6000), what.options).result
        #expect(result.error?.code == .transferFailed)
        #expect(result.error?.message.contains("The board reset") == true, "\(String(describing: result.error))")
        #expect(result.timings[.write] ?? .seconds(99) < .seconds(6))
        #expect(await board.hostBaud == 115_200)
        await board.run(for: .seconds(5))
        #expect(await board.promptIsUsable)
    }
}
