import MockBoard
import Testing

@testable import FaultCampaign

/// Regression tests of the campaign's findings: runs by number, each of which once broke an invariant.
@Suite struct FoundFaultsTests {
    struct Found: Sendable, CustomTestStringConvertible {
        var seed: UInt64 = 1
        var number: Int
        var what: String

        var testDescription: String { "\(seed)/\(number): \(what)" }
    }

    static let found = [
        Found(number: 58, what: "after an interrupted restart the report still named what runs"),
        Found(number: 150, what: "a reset between complete() and info() ended as failed while the new firmware ran"),
        Found(number: 161, what: "an unplugging at the restart made the board look as if it had not restarted"),
        Found(number: 190, what: "complete() took twice its limit on a deaf board"),
        Found(number: 817, what: "a partly installed helper was mistaken for the old one"),
        Found(number: 831, what: "a bootloader that fell back was reported to start the new slot at the next reset"),
        Found(number: 1181, what: "the record of a trial that did not start made the next upgrade fail"),
        Found(number: 1287, what: "a USB console that vanished without a restart was mistaken for a restart"),
        Found(number: 2407, what: "after a rollback was cut off the report still named what runs"),
        Found(number: 3499, what: "a console of 64 bytes was sent complete lines after it had returned"),
        Found(number: 3623, what: "a host that waited for the prompt kept the board in raw frames"),
        Found(number: 9091, what: "a reset while the helper was installed after the restart was not examined"),
        Found(seed: 7, number: 986, what: "restart in complete(), then interruption: the report still named what runs"),
        Found(seed: 757_052_735, number: 1948, what: "a statement was left incomplete by a link that broke"),
        Found(seed: 615_243, number: 7520, what: "log lines on a console of 64 bytes were taken for echoes"),
        Found(seed: 3_294_115_101, number: 6761, what: "interrupted on a busy board, it was left in >> "),
        Found(seed: 297_075_014, number: 1438, what: "a bootloader without rollback was reported to roll back"),
    ]

    @Test("a run that once broke an invariant", arguments: found)
    func stillHolds(_ run: Found) async throws {
        let scenario = try await Campaign(seed: run.seed).scenario(run.number)
        let verdict = try await Campaign.judge(scenario)
        #expect(verdict.violations.isEmpty, "\(scenario)\n\(verdict.report)")
    }
}
