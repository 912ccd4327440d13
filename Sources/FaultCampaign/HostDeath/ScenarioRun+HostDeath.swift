import MockBoard
import OTAUpgrade
import Synchronization

extension ScenarioRun {
    /// The host's writes from the start of the transfer to its end, counted from 1, in a run without faults.
    static func transferWrites(of scenario: Scenario) async throws -> ClosedRange<Int> {
        let run = try ScenarioRun(scenario)
        let host = HostConnector(board: run.board, fault: nil)
        let starts = Mutex<[UpgradePhase: Int]>([:])
        _ = await run.upgrade(over: host, to: scenario.image, scenario.options) { event in
            if case .phaseStarted(let phase, _) = event { starts.withLock { $0[phase] = host.writes } }
        }
        let first = starts.withLock { $0[.write] ?? 0 } + 1
        return first...max(first, starts.withLock { $0[.complete] } ?? host.writes)
    }

    /// Upgrades until the host is killed, and returns the outcome.
    func runUntilHostDies() async -> String {
        let host = HostConnector(board: board, fault: scenario.hostFault)
        let result = await upgrade(over: host, to: scenario.image, scenario.options) { _ in }
        return host.isDead ? "host-died" : result.outcome.rawValue
    }

    /// Upgrades from a host without faults.
    func upgradeAgain() async -> UpgradeResult {
        let host = HostConnector(board: board, fault: nil)
        return await upgrade(over: host, to: scenario.image, scenario.options) { _ in }
    }
}
