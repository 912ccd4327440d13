import LuaREPL
import TransportCore

/// Measures what a connection carries, by sending made bytes to a receiver on the board that writes nothing.
public struct LinkTest: Sendable {
    /// How many bytes each trial sends.
    public var size = 8192
    /// Line rates to try beside the port's own, where the console can change.
    public var bauds: [Int] = [230_400, 460_800, 921_600]

    /// Makes the usual test.
    public init() {}

    /// Measures a board; its flash is not touched.
    /// - Parameter report: told of each trial when it has ended.
    /// - Throws: `noPrompt`, `linkLost`, `interrupted` …
    public func run(
        _ board: BoardConnection,
        report: @Sendable (LinkReport.Trial) -> Void = { _ in }
    ) async throws(UpgradeError) -> LinkReport {
        do throws(REPLError) {
            try await board.synchronise(within: UpgradeLimits().connect)
            let identity = try await board.identify()
            var result = LinkReport(identity: identity, roundTrip: try await board.dialogue.roundTrip(), trials: [])
            let base = await board.serialControl?.baud
            let canChange = base != nil && identity.reasonAgainstChangingBaud == nil
            for baud in [base] + (canChange ? bauds.filter { $0 != base }.map(Optional.some) : []) {
                if let baud, baud != base, try await !board.changeBaud(to: baud) { continue }
                for trial in try await trials(board, identity, result.roundTrip) {
                    result.trials.append(trial)
                    report(trial)
                }
                try await board.restoreConsole()
                try await board.confirmNoRestart(within: UpgradeLimits().connect, question: Self.question)
            }
            return result
        } catch {
            throw await board.failedToConnect(error)
        }
    }

    private func trials(
        _ board: BoardConnection,
        _ identity: BoardIdentity,
        _ roundTrip: Duration
    ) async throws(REPLError) -> [LinkReport.Trial] {
        var trials: [LinkReport.Trial] = []
        let spellsFF = try await board.changesFF()
        let canUseFrames = TransferChoice.canUseFrames(identity) && !spellsFF
        for method in TransferMethod.allCases where method == .lines || canUseFrames {
            if method == .lines { try await board.silenceEcho(identity) } else { try await board.watchFrames() }
            var options = UpgradeOptions()
            (options.method, options.compresses) = (method, false)
            let lineRate = identity.console?.vanishesAtReset == true ? nil : await board.lineRate
            let choice = TransferChoice(
                identity: identity,
                options: options,
                roundTrip: roundTrip,
                lineRate: lineRate,
                spellsFF: spellsFF
            )
            let full = choice.setup(for: bytes)
            for window in Set([1, full.window]).sorted() {
                var setup = full
                setup.window = window
                trials.append(try await trial(board, setup, method, lineRate))
            }
        }
        return trials
    }

    private func trial(
        _ board: BoardConnection,
        _ setup: TransferSetup,
        _ method: TransferMethod,
        _ lineRate: Double?
    ) async throws(REPLError) -> LinkReport.Trial {
        try await board.dialogue.tell("function otaflash.sink() end")
        let transfer = Transfer(
            dialogue: await board.dialogue,
            setup: setup,
            lineRate: lineRate,
            stallLimit: .seconds(5),
            report: { _ in }
        )
        var trial = LinkReport.Trial(
            method: method,
            baud: lineRate.map { Int($0 * 10) },
            window: setup.window,
            bytesPerSecond: nil,
            retries: 0
        )
        do throws(TransferFailure) {
            let report = try await transfer.run()
            trial.bytesPerSecond = report.bytesPerSecond
            trial.retries = report.retries
        } catch {
            if case .dialogue(.link(let error), _) = error { throw .link(error) }
            try await board.dialogue.settle()
            // A board that has restarted has no receiver any more, so that what follows would only hide it.
            try await board.confirmNoRestartSeen(question: Self.question)
            try await board.dialogue.recover()
        }
        return trial
    }

    /// What the board is asked in a trial, as errors name it.
    private static let question = "to take the bytes of a trial"

    /// Bytes of all values without a pattern.
    private var bytes: [UInt8] {
        var state: UInt32 = 0x2545_F491
        return (0..<size).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
    }
}
