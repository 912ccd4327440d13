public import ArgumentParser
public import FaultCampaign
import Foundation
import MockBoard

/// Tries one fault at every place of an upgrade.
struct SweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Cut the power at every flash operation; reset, unplug, kill and interrupt at every line."
    )

    @Option(help: "Only this board: \(Sweep.boards.joined(separator: ", ")).")
    var board: String?

    @Option(help: "Only this: \(Sweep.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: Sweep.Kind?

    @Option(help: "With --board: only this fault, told in detail.")
    var fault: String?

    @Option(help: "With --board: only this fault of the host, told in detail.")
    var hostFault: HostFaultOption?

    @Option(help: "With --fault or --host-fault: the file that takes the trace of the run.")
    var trace: String?

    @Option(help: "How many runs at a time.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        if let board, !Sweep.boards.contains(board) { throw ValidationError("There is no board \"\(board)\".") }
        if board == nil, fault != nil || hostFault != nil { throw ValidationError("Say which board with --board.") }
        guard jobs >= 1 else { throw ValidationError("--jobs is a number from 1 on.") }
    }

    func run() async throws {
        if let board, fault != nil || hostFault != nil {
            let faults = try FaultSchedule(parsing: fault ?? "")
            try await tell(Sweep(board: board).scenario(faults, hostFault?.fault), trace: trace)
            return
        }
        var violations = 0
        for kind in kind.map({ [$0] }) ?? Sweep.Kind.allCases {
            var scenarios: [Scenario] = []
            for board in board.map({ [$0] }) ?? Sweep.boards {
                scenarios += try await Sweep(board: board).scenarios(kind)
            }
            let tally = try await Tally.of(runs: scenarios.count, jobs: jobs) { [scenarios] number in
                try await Campaign.judge(scenarios[number])
            }
            Output.line("\(scenarios.count) \(kind.rawValue): " + tally.summary)
            violations += tally.violations
        }
        if violations > 0 { throw ExitCode.failure }
    }
}

extension Sweep.Kind: ExpressibleByArgument {}
