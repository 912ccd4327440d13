import ArgumentParser
import FaultCampaign
import Foundation
import TransportTrace

/// Carries out one scenario, prints everything that there is to see of it, and writes the trace of it to a file.
func tell(_ scenario: Scenario, trace: String?) async throws {
    Output.line(scenario.description)
    let verdict = try await Campaign.judge(scenario, tracesWire: trace != nil)
    Output.line("ends: \(verdict.ending)")
    Output.line(verdict.report)
    if let trace, let records = verdict.trace {
        try records.description.write(toFile: trace, atomically: true, encoding: .utf8)
    }
    for violation in verdict.violations { Output.line("VIOLATION \(violation)") }
    if !verdict.violations.isEmpty { throw ExitCode.failure }
}
