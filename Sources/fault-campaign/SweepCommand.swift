import ArgumentParser
import FaultCampaign
import MockBoard

/// Tries one fault at every place of an upgrade.
struct SweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Cut the power at every flash operation; reset, unplug, kill or interrupt at every line."
    )

    @Option(help: "Try only this board: \(Sweep.boards.joined(separator: ", ")).")
    var board: String?

    @Option(help: "Try only this kind of fault: \(Sweep.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: Sweep.Kind?

    @Option(help: "Try only every Nth place.")
    var every = 1

    @OptionGroup
    var detail: DetailOptions

    @OptionGroup
    var jobs: JobsOption

    func validate() throws {
        if let board, !Sweep.boards.contains(board) {
            let boards = Sweep.boards.joined(separator: ", ")
            throw ValidationError("Unknown board \"\(board)\". Use one of these: \(boards).")
        }
        guard every > 0 else { throw ValidationError("--every must be at least 1, not \(every).") }
        if board == nil, detail.isGiven { throw ValidationError("--fault, --host-fault and --trace need --board.") }
    }

    func run() async throws {
        if let board, detail.isGiven {
            let faults = try FaultSchedule(parsing: detail.fault ?? "")
            try await tell(Sweep(board: board).scenario(faults, detail.hostFault?.fault), trace: detail.trace)
            return
        }
        var violations = 0
        for kind in kind.map({ [$0] }) ?? Sweep.Kind.allCases {
            var scenarios: [Scenario] = []
            for board in board.map({ [$0] }) ?? Sweep.boards {
                scenarios += try await Sweep(board: board).scenarios(kind)
            }
            scenarios = stride(from: 0, to: scenarios.count, by: every).map { scenarios[$0] }
            let tally = try await Tally.of(runs: scenarios.count, jobs: jobs.count) { [scenarios] number in
                try await Campaign.judge(scenarios[number])
            }
            Output.line("\(scenarios.count) \(kind.rawValue): " + tally.summary)
            violations += tally.violations
        }
        if violations > 0 { throw ExitCode.failure }
    }
}

extension Sweep.Kind: ExpressibleByArgument {}
