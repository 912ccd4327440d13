import ESPImage
import OTAUpgrade
public import TransportTrace

/// Tries many faults on many boards and looks whether anything that must hold breaks.
///
/// Every run follows from the campaign's seed and the run's number alone.
public struct Campaign: Sendable {
    /// What one run came to.
    public struct Verdict: Sendable {
        /// What was tried.
        public var scenario: Scenario
        /// How it ended: an outcome, or the code of an error.
        public var ending: String
        /// What the tool said, for people.
        public var report: String
        /// What went over the wire, where that was to be kept.
        public var trace: Trace?
        /// What it broke.
        public var violations: [Violation]
    }

    /// What everything follows from.
    public let seed: UInt64

    /// Makes a campaign; nothing runs yet.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The scenario of that number, its faults drawn from the places that a run without faults comes to.
    public func scenario(_ number: Int) async throws -> Scenario {
        var draw = ScenarioDraw(SplitMix64(seed: seed, run: number))
        var scenario = try draw.scenario(named: "--seed \(seed) --only \(number)")
        let extent = try await ScenarioRun.extent(of: scenario)
        (scenario.faults, scenario.hostFault) = draw.faults(within: extent)
        return scenario
    }

    /// Carries out one scenario and judges it.
    /// - Parameter tracesWire: whether to keep what goes over the wire.
    public static func judge(_ scenario: Scenario, tracesWire: Bool = false) async throws -> Verdict {
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
