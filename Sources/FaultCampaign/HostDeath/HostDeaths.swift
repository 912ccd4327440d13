import ESPImage
import MockBoard
import OTAUpgrade

/// Hosts that are killed in the middle of a transfer, on boards that cost time.
///
/// Left alone the board restores its console, and an upgrade that starts at once succeeds. Every trial follows from the seed
/// and its number alone.
public struct HostDeaths: Sendable {
    /// What everything follows from.
    public let seed: UInt64

    /// How long a board may take until its console is as it was.
    public static let limit = Duration.seconds(30)

    /// Makes the trials; nothing runs yet.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The trial of that number: the host dies at one of the writes that a transfer without trouble takes.
    public func scenario(_ number: Int) async throws -> Scenario {
        var draw = HostDeathDraw(chance: SplitMix64(seed: seed, run: number))
        var scenario = try draw.scenario(named: "host-deaths --seed \(seed) --only \(number)")
        let writes = try await ScenarioRun.transferWrites(of: scenario)
        scenario.hostFault = .dies(write: draw.place(in: writes))
        return scenario
    }

    /// Carries out one trial, once for each thing that has to hold.
    public static func judge(_ scenario: Scenario) async throws -> Campaign.Verdict {
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
            violations.append(Violation(.recoverable, "an upgrade at once does not succeed: \(next.problem)"))
        }
        if await rerun.board.update?.bytes != scenario.image.bytes {
            violations.append(Violation(.eachByteOnce, "the bytes that were written are not the image's"))
        }
        if await !rerun.board.promptIsUsable {
            violations.append(Violation(.portRestored, "the console is not usable after the upgrade at once"))
        }
        return Campaign.Verdict(
            scenario: scenario,
            ending: ending,
            report: "the upgrade at once: \(next.problem)",
            trace: nil,
            violations: violations
        )
    }
}

extension UpgradeResult {
    /// How it ended, in a few words.
    fileprivate var problem: String {
        error.map { "\($0.code.rawValue): \($0.message)" } ?? outcome.rawValue
    }
}
