import ESPImage
import MockBoard
import OTAUpgrade

/// Hosts that are killed in the middle of a transfer, on boards with realistic timing.
///
/// The board then restores its console without help, and an immediate new upgrade succeeds. Every trial is determined
/// by the seed and its number.
package struct HostDeaths: Sendable {
    /// The seed of every trial.
    package let seed: UInt64

    /// How long a board may take to restore its console.
    package static let limit = Duration.seconds(30)

    /// Makes the trials; nothing runs yet.
    package init(seed: UInt64) {
        self.seed = seed
    }

    /// Trial `number`: the host dies at one of the writes of a transfer without faults.
    package func scenario(_ number: Int) async throws -> Scenario {
        var draw = HostDeathDraw(chance: SplitMix64(seed: seed, run: number))
        var scenario = try draw.scenario(named: "host-deaths --seed \(seed) --only \(number)")
        let writes = try await ScenarioRun.transferWrites(of: scenario)
        scenario.hostFault = .dies(write: draw.place(in: writes))
        return scenario
    }

    /// Runs the trial twice: once with the board left alone, once with an immediate new upgrade.
    package static func judge(_ scenario: Scenario) async throws -> Campaign.Verdict {
        var violations: [Violation] = []
        let alone = try ScenarioRun(scenario)
        let ending = await alone.runUntilHostDies()
        await alone.board.run(for: limit)
        if await !alone.board.consoleIsUsable {
            violations.append(Violation(.portRestored, "the console is not usable \(limit) after the host died"))
        }
        let rerun = try ScenarioRun(scenario)
        _ = await rerun.runUntilHostDies()
        let next = await rerun.upgradeAgain()
        if next.outcome != .upgraded {
            violations.append(Violation(.recoverable, "an immediate new upgrade fails: \(next.problem)"))
        }
        if await rerun.board.update?.bytes != scenario.image.bytes {
            violations.append(Violation(.eachByteOnce, "the written bytes differ from the image"))
        }
        if await !rerun.board.promptIsUsable {
            violations.append(Violation(.portRestored, "the console is not usable after the immediate new upgrade"))
        }
        return Campaign.Verdict(
            scenario: scenario,
            ending: ending,
            report: "the immediate new upgrade: \(next.problem)",
            trace: nil,
            violations: violations
        )
    }
}

extension UpgradeResult {
    /// The outcome, in a few words.
    fileprivate var problem: String {
        error.map { "\($0.code.rawValue): \($0.message)" } ?? outcome.rawValue
    }
}
