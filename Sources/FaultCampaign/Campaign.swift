import ESPImage
import OTAUpgrade
package import TransportTrace

/// Tries many faults on many boards and checks that no invariant breaks.
///
/// Every run is determined by the campaign's seed and the run's number.
package struct Campaign: Sendable {
    /// The outcome of one run.
    package struct Verdict: Sendable {
        /// What was tried.
        package var scenario: Scenario
        /// How it ended: an outcome, or the code of an error.
        package var ending: String
        /// The tool's own report, as text.
        package var report: String
        /// The traffic on the wire; `nil` if it was not recorded.
        package var trace: Trace?
        /// The invariants that the run broke.
        package var violations: [Violation]
    }

    /// The seed of every run.
    package let seed: UInt64

    /// Makes a campaign; nothing runs yet.
    package init(seed: UInt64) {
        self.seed = seed
    }

    /// The scenario of run `number`, with faults at places that a run without faults reaches.
    package func scenario(_ number: Int) async throws -> Scenario {
        var draw = ScenarioDraw(SplitMix64(seed: seed, run: number))
        var scenario = try draw.scenario(named: "--seed \(seed) --only \(number)")
        let extent = try await ScenarioRun.extent(of: scenario)
        (scenario.faults, scenario.hostFault) = draw.faults(within: extent)
        return scenario
    }

    /// Carries out one scenario and judges it.
    /// - Parameter tracesWire: whether to record the traffic on the wire.
    package static func judge(_ scenario: Scenario, tracesWire: Bool = false) async throws -> Verdict {
        let run = try ScenarioRun(scenario, tracesWire: tracesWire)
        let seen = try await run.observe()
        return Verdict(
            scenario: scenario,
            ending: seen.hostDied ? "host-died" : seen.result.error?.code.rawValue ?? seen.result.outcome.rawValue,
            report: seen.summary,
            trace: run.trace,
            violations: Judge.violations(of: scenario, seen)
        )
    }
}
