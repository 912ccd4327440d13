import FaultCampaign

/// Counts the outcomes of runs, and prints each run that broke an invariant.
struct Tally {
    private(set) var runs = 0
    private(set) var violations = 0
    private var endings: [String: Int] = [:]
    private let start = ContinuousClock.now
    private var end = ContinuousClock.now

    /// Runs the numbers from 0, `jobs` at a time; with `stops`, starts none after the first run that broke an
    /// invariant.
    static func of(
        runs: Int,
        jobs: Int,
        stops: Bool = false,
        _ judge: @escaping @Sendable (Int) async throws -> Campaign.Verdict
    ) async throws -> Tally {
        var tally = Tally()
        try await withThrowingTaskGroup(of: Campaign.Verdict.self) { group in
            for number in 0..<runs {
                if number >= jobs, let verdict = try await group.next() { tally.add(verdict) }
                if stops, tally.violations > 0 { break }
                group.addTask { try await judge(number) }
            }
            for try await verdict in group { tally.add(verdict) }
        }
        tally.end = .now
        return tally
    }

    private mutating func add(_ verdict: Campaign.Verdict) {
        runs += 1
        endings[verdict.ending, default: 0] += 1
        guard !verdict.violations.isEmpty else { return }
        violations += 1
        Output.line("VIOLATION in a run with \(verdict.scenario)")
        for violation in verdict.violations { Output.line("    \(violation)") }
        Output.line("    again: scripts/campaign \(verdict.scenario.name) --trace run.trace")
    }

    /// The number of runs, their rate and their outcomes.
    var summary: String {
        let seconds = (end - start) / .seconds(1)
        let list = endings.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "    \($0.value) \($0.key)" }
        let head =
            "\(runs) runs in \(Int(seconds.rounded())) s, \(Int(Double(runs) / seconds)) per second; outcomes:"
        return ([head] + list + ["\(violations) runs broke an invariant"]).joined(separator: "\n")
    }
}
