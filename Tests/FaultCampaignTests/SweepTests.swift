import MockBoard
import Testing

@testable import FaultCampaign

/// One fault at every place, on one board; `scripts/test` tries all boards.
@Suite struct SweepTests {
    /// Cuts at the erase, the pages, otadata, the bootloader's record and the acceptance: each has a different outcome.
    @Test func aPowerCutAtEveryFlashOperation() async throws {
        let scenarios = try await Sweep(board: "idf5").scenarios(.powerCuts)
        #expect(scenarios.count > 60 && scenarios.count.isMultiple(of: 3))
        var endings: Set<String> = []
        for scenario in scenarios {
            let verdict = try await Campaign.judge(scenario)
            #expect(verdict.violations.isEmpty, "\(scenario.name)\n\(verdict.report)")
            endings.insert(verdict.ending)
        }
        #expect(endings == ["transfer-failed", "new-firmware-not-running", "upgraded"])
    }

    @Test("every board can be upgraded without faults", arguments: Sweep.boards)
    func clean(_ board: String) async throws {
        let verdict = try await Campaign.judge(try Sweep(board: board).scenario(.none, nil))
        #expect(verdict.ending == (board == "idf5-check-fails" ? "check-failed" : "upgraded"))
        #expect(verdict.violations.isEmpty)
    }

    @Test("every kind has places", arguments: Sweep.Kind.allCases)
    func places(_ kind: Sweep.Kind) async throws {
        let scenarios = try await Sweep(board: "console-usb").scenarios(kind)
        #expect(scenarios.count > 50)
        #expect(Set(scenarios.map(\.name)).count == scenarios.count, "each can be named")
    }
}
