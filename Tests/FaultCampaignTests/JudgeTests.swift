import ESPImage
import MockBoard
import OTAUpgrade
import Testing

@testable import FaultCampaign

/// Each invariant is judged: one change to the observation of a clean run is a violation.
@Suite struct JudgeTests {
    struct Lie: Sendable, CustomTestStringConvertible {
        var invariant: Invariant
        var testDescription: String
        var change: @Sendable (inout Observation) -> Void

        init(_ invariant: Invariant, _ name: String, _ change: @escaping @Sendable (inout Observation) -> Void) {
            (self.invariant, testDescription, self.change) = (invariant, name, change)
        }
    }

    static let lies = [
        Lie(.bootable, "nothing starts") { $0.nextStarts = [nil, nil] },
        Lie(.bootable, "half an image starts") { $0.slots["ota_1"] = .other },
        Lie(.truthfulSuccess, "the old firmware runs") { ($0.running, $0.runningLater) = ("ota_0", "ota_0") },
        Lie(.truthfulSuccess, "it was not accepted") { $0.runningState = .pendingVerify },
        Lie(.truthfulSuccess, "accepted though the run failed") {
            $0.result.outcome = .failed
            $0.result.error = UpgradeError(.newFirmwareNotRunning, "It does not run.", nextStep: "Look.")
        },
        Lie(.truthfulState, "another slot starts next") { $0.nextStarts = ["ota_0", "ota_0"] },
        Lie(.eachByteOnce, "a byte is missing") { $0.update?.bytes.removeLast() },
        Lie(.eachByteOnce, "two bytes were swapped") { $0.update?.bytes.swapAt(40, 3000) },
        Lie(.portRestored, "a connection is open") { $0.openConnections = 1 },
        Lie(.portRestored, "the rate was changed") { $0.hostBaud = 230_400 },
        Lie(.portRestored, "the console does not echo") { $0.consoleIsUsable = false },
        Lie(.timely, "complete takes long") { seen in
            for index in seen.phases.indices where seen.phases[index].phase == .complete {
                seen.phases[index].duration = .seconds(76)
            }
        },
        Lie(.timely, "the transfer stands still") { seen in
            for index in seen.phases.indices where seen.phases[index].phase == .write {
                seen.phases[index].longestGap = .seconds(76)
            }
        },
        Lie(.recoverable, "the next upgrade fails") { $0.recovery?.outcome = .failed },
        Lie(.recoverable, "nothing runs to upgrade from") { $0.recovery = nil },
    ]

    @Test("one change is noticed", arguments: lies)
    func isNoticed(_ lie: Lie) async throws {
        let scenario = try Sweep(board: "idf5").scenario(.none, nil)
        var seen = try await ScenarioRun(scenario).observe()
        #expect(Judge.violations(of: scenario, seen).isEmpty)
        lie.change(&seen)
        #expect(Judge.violations(of: scenario, seen).map(\.invariant).contains(lie.invariant))
    }

    @Test func everyInvariantIsJudged() {
        #expect(Set(Self.lies.map(\.invariant)) == Set(Invariant.allCases))
    }
}
