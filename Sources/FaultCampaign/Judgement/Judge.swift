import ESPImage
import MockBoard
import OTAUpgrade

/// Checks the observations of a run against every invariant.
struct Judge {
    let scenario: Scenario
    let seen: Observation
    private(set) var violations: [Violation] = []

    static func violations(of scenario: Scenario, _ seen: Observation) -> [Violation] {
        var judge = Judge(scenario: scenario, seen: seen)
        judge.judgeBoot()
        judge.judgeWrites()
        judge.judgePort()
        judge.judgeRecovery()
        if !seen.hostDied {
            judge.judgeSuccess()
            judge.judgeFailure()
            judge.judgeReportedState()
            judge.judgeTime()
        }
        return judge.violations
    }

    init(scenario: Scenario, seen: Observation) {
        self.scenario = scenario
        self.seen = seen
    }

    var plan: UpgradePlan? { seen.result.plan }
    var running: String? { seen.running ?? seen.runningLater }

    /// Whether new firmware that does not come up is rolled back: bootloader and firmware must both be built for it.
    var canRollBack: Bool { scenario.board.bootloaderRollsBack && scenario.board.applicationRollsBack }

    mutating func fails(_ invariant: Invariant, _ message: String) {
        violations.append(Violation(invariant, message))
    }

    // MARK: The board

    private mutating func judgeBoot() {
        guard let next = seen.nextStarts.first ?? nil else {
            // Firmware that crashes, with a bootloader that keeps starting it: the host cannot detect that before the
            // restart.
            if canRollBack || !scenario.faults.faults.contains(.crashLoop) { fails(.bootable, "nothing starts") }
            return
        }
        if seen.slots[next] == .other { fails(.bootable, "\(next) starts, but holds neither firmware completely") }
    }

    private mutating func judgeWrites() {
        guard let update = seen.update, update.isCompleted, update.bytes != scenario.image.bytes else { return }
        fails(.eachByteOnce, "complete was called after \(update.bytes.count) bytes that differ from the image")
    }

    private mutating func judgePort() {
        if seen.openConnections != 0 { fails(.portRestored, "\(seen.openConnections) connections are open") }
        // A port that has vanished cannot be restored.
        if !seen.hostDied, !seen.hasLostLink, seen.hostBaud != scenario.board.baud {
            fails(.portRestored, "the port is left at \(seen.hostBaud) baud")
        }
        if seen.runningLater != nil, !seen.consoleIsUsable { fails(.portRestored, "the console is not usable") }
        // A living host restores the console itself; it does not leave that to the board's timer.
        if scenario.faults.faults.isEmpty, let error = seen.result.error, error.code == .interrupted,
            error.phase == .write, !seen.consoleIsUsableAtOnce
        {
            fails(.portRestored, "the console is left to the board's timer")
        }
    }

    private mutating func judgeRecovery() {
        guard let recovery = seen.recovery else {
            if seen.nextStarts.first ?? nil != nil { fails(.recoverable, "no firmware runs to upgrade from") }
            return
        }
        if recovery.outcome == .upgraded { return }
        let problem = recovery.error.map { "\($0.code.rawValue): \($0.message)" } ?? recovery.outcome.rawValue
        fails(.recoverable, "the next upgrade fails: \(problem)")
    }

    private mutating func judgeTime() {
        for phase in seen.phases {
            let allowed = (phase.limit ?? Self.unlimitedPhase) + Self.grace + delays
            let taken = phase.phase == .write ? phase.longestGap : phase.duration
            if taken > allowed { fails(.timely, "\(phase.phase.rawValue) took \(taken); the limit is \(allowed)") }
        }
    }

    /// The time that an application that keeps Lua busy adds to a phase: a phase takes up to about 120 lines.
    private var delays: Duration {
        scenario.faults.faults.reduce(.zero) { total, fault in
            if case .luaBusy(let time, let percent) = fault { total + time * 1.2 * Double(percent) } else { total }
        }
    }

    /// The limit of a phase without its own limit, which asks a few questions and restarts the board once at most.
    private static let unlimitedPhase = Duration.seconds(60)
    /// The additional time for restoring the console.
    private static let grace = Duration.seconds(15)
}
