import ArgumentParser
import FaultCampaign

/// Carries out one scenario and prints everything that there is to see of it.
func tell(_ scenario: Scenario) async throws {
    Output.line(scenario.description)
    let verdict = try await Campaign.judge(scenario)
    Output.line("ends: \(verdict.ending)")
    Output.line(verdict.report)
    for violation in verdict.violations { Output.line("VIOLATION \(violation)") }
    if !verdict.violations.isEmpty { throw ExitCode.failure }
}
