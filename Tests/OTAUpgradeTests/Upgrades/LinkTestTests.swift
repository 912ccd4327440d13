import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

@Suite struct LinkTestTests {
    private func measure(_ bench: UpgradeBench) async throws -> (LinkReport, SimulatedBoard) {
        let board = try bench.powered()
        var test = LinkTest()
        test.size = 1024
        let report = try await BoardConnection.withBoard(board) { [test] board async throws(UpgradeError) in
            try await test.run(board)
        }
        return (report, board)
    }

    @Test func everySettingIsTriedAndTheFastestIsRecommended() async throws {
        var bench = try UpgradeBench()
        bench.board.timing = ConsoleTiming()
        bench.board.highestBaud = 300_000
        let (report, board) = try await measure(bench)
        #expect(Set(report.trials.map(\.baud)) == [115_200, 230_400])
        #expect(Set(report.trials.map(\.method)) == [.lines, .frames])
        #expect(report.trials.allSatisfy { $0.bytesPerSecond != nil && $0.retries == 0 })
        #expect(report.recommendation?.method == .frames)
        #expect(report.recommendation?.baud == 230_400)
        #expect(report.roundTrip > .milliseconds(1))
        #expect(await board.counters.commenceCalls == 0)
        #expect(await board.counters.writeCalls == 0)
        #expect(await board.promptIsUsable)
    }

    @Test func aConsoleWithoutARateIsTriedAtItsOwn() async throws {
        var bench = try UpgradeBench(.idf5, console: .usbSerialJTAG, chip: .esp32c3)
        bench.board.timing = ConsoleTiming()
        let (report, board) = try await measure(bench)
        #expect(!report.trials.isEmpty)
        #expect(report.trials.allSatisfy { $0.method == .lines && $0.baud == nil })
        #expect(await board.promptIsUsable)
    }

    @Test("the same link gets the same recommendation, within five in a hundred", arguments: FirmwareLine.allCases)
    func repeats(_ line: FirmwareLine) async throws {
        var recommendations: [LinkReport.Trial] = []
        for seed in 1...6 as ClosedRange<UInt64> {
            var bench = try UpgradeBench(line)
            bench.board.timing = ConsoleTiming()
            bench.board.timing.hostJitter = .milliseconds(1)
            bench.board.faults = FaultSchedule([], seed: seed)
            let board = try bench.powered()
            let report = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await LinkTest().run(connection)
            }
            recommendations.append(try #require(report.recommendation))
        }
        let rates = try recommendations.map { try #require($0.bytesPerSecond) }
        let (slowest, quickest) = (try #require(rates.min()), try #require(rates.max()))
        #expect(quickest <= slowest * 1.05)
        #expect(recommendations.allSatisfy { $0.retries == 0 })
        #expect(Set(recommendations.map { "\($0.method) \($0.baud ?? 0)" }).count == 1)
    }
}
