import ESPImage
import MockBoard
import Testing
import TransportTrace

@testable import FaultCampaign

/// A small campaign; `scripts/test` runs a large one.
@Suite struct CampaignTests {
    @Test func nothingBreaks() async throws {
        for number in 0..<12 {
            let scenario = try await Campaign(seed: 7).scenario(number)
            let verdict = try await Campaign.judge(scenario)
            #expect(verdict.violations.isEmpty, "\(scenario)\n\(verdict.report)")
        }
    }

    @Test func aRunIsDeterminedByItsSeedAndNumber() async throws {
        let first = try await Campaign(seed: 3).scenario(11)
        let second = try await Campaign(seed: 3).scenario(11)
        #expect(first.description == second.description)
        let verdicts = [
            try await Campaign.judge(first, tracesWire: true), try await Campaign.judge(second, tracesWire: true),
        ]
        #expect(verdicts[0].report == verdicts[1].report)
        // The heap's figure depends on when Lua's collector runs.
        let traces = verdicts.compactMap { verdict in
            verdict.trace?.records.filter { !"\($0)".contains("otaflash.h()") }
        }
        let difference = zip(traces[0], traces[1]).first { $0 != $1 }
        #expect(difference == nil)
        #expect(traces[0].count == traces[1].count)
        #expect(!traces[0].isEmpty)
        #expect(try await Campaign(seed: 4).scenario(11).description != first.description)
    }

    @Test func scenariosDiffer() async throws {
        var lines: Set<FirmwareLine> = []
        var consoles: Set<ConsoleInterface> = []
        var names: Set<String> = []
        for number in 0..<200 {
            var draw = ScenarioDraw(SplitMix64(seed: UInt64(number)))
            let scenario = try draw.scenario(named: "\(number)")
            lines.insert(scenario.board.line)
            consoles.insert(scenario.board.console)
            let extent = Extent(bytes: 1000, lines: 100, calls: 30, operations: 60, writes: 120)
            let (faults, _) = draw.faults(within: extent)
            names.formUnion(faults.faults.map { String($0.description.prefix { $0 != "@" && $0 != ":" }) })
        }
        #expect(lines == Set(FirmwareLine.allCases))
        #expect(consoles == Set(ConsoleInterface.allCases))
        #expect(names == Set(FaultForm.all.map(\.name)).subtracting(["seed"]), "every fault is drawn")
    }

    @Test("faults of the host", arguments: ["host-dies@write:12", "interrupt@write:3"])
    func hostFaults(_ text: String) throws {
        #expect(try #require(HostFault(text)).description == text)
    }

    @Test(
        "texts that are not faults of the host",
        arguments: ["", "host-dies", "host-dies@12", "host-dies@write:0", "x@write:1"]
    )
    func noHostFaults(_ text: String) {
        #expect(HostFault(text) == nil)
    }
}
