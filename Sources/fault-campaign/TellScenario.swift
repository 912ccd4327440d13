import ArgumentParser
import FaultCampaign
import Foundation
import TransportTrace

/// Carries out one scenario, prints all details, and writes its trace to a file.
func tell(_ scenario: Scenario, trace: String?) async throws {
    let verdict = try await Campaign.judge(scenario, tracesWire: trace != nil)
    if let trace, let records = verdict.trace {
        try records.description.write(toFile: trace, atomically: true, encoding: .utf8)
    }
    try tell(verdict)
}

/// Prints all details of one run.
func tell(_ verdict: Campaign.Verdict) throws {
    Output.line(verdict.scenario.description)
    Output.line("outcome: \(verdict.ending)")
    Output.line(verdict.report)
    for violation in verdict.violations { Output.line("VIOLATION \(violation)") }
    if !verdict.violations.isEmpty { throw ExitCode.failure }
}
