import ESPDevice
import ESPImage
import LuaREPL
import MockBoard
import Synchronization
import Testing
import TransportCore

@testable import OTAUpgrade
@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// Predictions come true: each prediction is read from the text, and then carried out.
struct BoardStatementTests {
    // MARK: Actions

    private func examine(_ board: SimulatedBoard) async throws(UpgradeError) -> BoardReport {
        try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in try await connection.examine() }
    }

    /// An upgrade, with the restarts before it.
    private func upgrade(
        _ board: SimulatedBoard,
        to image: AppImage,
        _ options: UpgradeOptions = UpgradeOptions()
    ) async -> (UpgradeResult, events: [UpgradeEvent]) {
        let events = Mutex<[UpgradeEvent]>([])
        let session = UpgradeSession(connector: board, image: image, options: options) { event in
            events.withLock { $0.append(event) }
        }
        let result = await session.run()
        return (result, events.withLock { $0 })
    }

    private func expectUpgrade(
        _ board: SimulatedBoard,
        to image: AppImage? = nil,
        _ options: UpgradeOptions = UpgradeOptions(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let (result, _) = await upgrade(board, to: try image ?? BoardSituation.image("9.0.0"), options)
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))", sourceLocation: sourceLocation)
    }

    // MARK: Parsing the text

    /// What `info` prints under a name, without line breaks.
    private func field(_ name: String, of report: BoardReport) -> String? {
        report.lines(port: nil, width: 1000, paint: .off).last { $0.hasPrefix(name + " ") }
            .map { String($0.dropFirst(name.count).drop { $0 == " " }) }
    }

    /// The word that follows a text.
    private func word(after text: String, in sentence: String) -> String? {
        sentence.firstRange(of: text).map { range in
            String(sentence[range.upperBound...].prefix { $0 != " " && $0 != "." && $0 != ";" })
        }
    }

    // MARK: The next reset

    @Test(arguments: BoardSituation.all)
    func `info predicts the next reset`(_ situation: BoardSituation) async throws {
        let board = try await situation.board()
        let report = try await examine(board)
        guard let now = field("now", of: report) else {
            #expect(report.status == nil)
            return
        }
        let running = String(now.prefix { $0 != " " })
        #expect(await board.running == running)
        let foretold = await board.nextStarts(2)
        var starts: [String?] = []
        for _ in 0..<2 {
            await board.reset(.powerOn)
            await board.run(for: .seconds(30))
            starts.append(await board.running)
        }
        #expect(starts == foretold)
        if let new = word(after: "the next reset tries ", in: now) {
            let old = try #require(word(after: "goes back to ", in: now))
            #expect(starts == [new, old], "\(now)")
        } else if now.contains("starts again at the next reset") {
            #expect(starts == [running, running], "\(now)")
        } else if let next = word(after: "gives it up and starts ", in: now)
            ?? word(after: "the next reset starts ", in: now)
        {
            let isConditional = now.contains("if that slot holds a complete image")
            #expect(starts[0] == next || isConditional, "\(now)")
        } else {
            #expect(now.contains("what the next reset starts is not known"), "\(now)")
        }
    }

    // MARK: What an upgrade would do

    @Test(arguments: BoardSituation.all)
    func `info predicts an upgrade`(_ situation: BoardSituation) async throws {
        let board = try await situation.board()
        var outcome = BoardTask<BoardReport>.Outcome()
        let report = try await examine(board)
        outcome.value = report
        outcome.requireOTAUpgrade()
        let erased = await board.counters.commenceCalls
        let (result, events) = await upgrade(board, to: try BoardSituation.image("9.0.0"))
        if let error = outcome.error {
            #expect(result.error?.code == error.code && result.error?.message == error.message)
            #expect(await board.counters.commenceCalls == erased)
            #expect(error.nextStep.contains("Flash") || error.nextStep.contains("flash"))
            #expect(report.refusal == error)
            return
        }
        let next = try #require(field("next", of: report))
        if let slot = word(after: "An upgrade would write ", in: next) {
            #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
            #expect(result.after?.running == slot)
            #expect(report.refusal == nil && report.status?.target == slot)
            #expect(events.contains(.restartingFirst(.endTrial)) == next.contains("would restart the board first"))
        } else {
            #expect(next.contains("is refused until this one is accepted"))
            #expect(result.error?.code == .boardRefuses)
            #expect(report.refusal?.message == result.error?.message)
            #expect(await board.counters.commenceCalls == erased)
            _ = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.accept()
            }
            try await expectUpgrade(board)
            let other = try await situation.board()
            try await BoardSituation.rolledBack(other)
            try await expectUpgrade(other)
        }
    }

    // MARK: The plan

    @Test(arguments: BoardSituation.all)
    func `a plan predicts the upgrade`(_ situation: BoardSituation) async throws {
        let board = try await situation.board()
        let image = try situation.image()
        var dry = situation.options
        dry.isDryRun = true
        let (flash, resets) = (await board.flash, await board.counters.resets)
        let (planned, _) = await upgrade(board, to: image, dry)
        #expect(await board.flash == flash, "a plan changes nothing")
        #expect(await board.counters.resets == resets)
        let erased = await board.counters.commenceCalls
        let (result, events) = await upgrade(board, to: image, situation.options)
        switch planned.outcome {
        case .planned:
            let plan = try #require(planned.plan)
            try expect(plan, of: planned, came: result, events)
        case .unchanged: #expect(result.outcome == .unchanged)
        case .failed:
            let error = try #require(planned.error)
            #expect(result.error?.code == error.code && result.error?.nextStep == error.nextStep)
            #expect(await board.counters.commenceCalls == erased)
            try await doWhatIsNext(after: error, board, situation)
        case .upgraded, .rolledBack, .staged: Issue.record("a plan ended with \(planned.outcome)")
        }
    }

    private func expect(
        _ plan: UpgradePlan,
        of planned: UpgradeResult,
        came result: UpgradeResult,
        _ events: [UpgradeEvent]
    ) throws {
        let restarts = events.compactMap { if case .restartingFirst(let reason) = $0 { reason } else { nil } }
        #expect(restarts == [plan.restartsFirst].compactMap(\.self))
        if planned.warnings.contains(.slotSizeUnknown), result.outcome == .failed {
            #expect(result.error?.code == .imageTooBig && result.error?.phase == .write)
            return
        }
        if plan.restartsFirst == .readSlots, result.outcome == .failed {
            #expect(result.error?.code == .imageTooBig && result.error?.phase == .plan)
            return
        }
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.after?.running == plan.to)
        let isSent = events.contains { if case .progress = $0 { true } else { false } }
        #expect(isSent != plan.resumes)
        if let canRollBack = plan.canRollBack { #expect(result.plan?.canRollBack == canRollBack) }
        // A restart may reveal the chip, which then removes the warning.
        let told: Set<UpgradeWarning> = plan.restartsFirst == nil ? [] : [.chipUnknown]
        #expect(Set(planned.warnings).subtracting(told).isSubset(of: Set(result.warnings)))
    }

    /// Does what the error says, if that is possible over the console, and upgrades.
    private func doWhatIsNext(after error: UpgradeError, _ board: SimulatedBoard, _ situation: BoardSituation)
        async throws
    {
        var options = situation.options
        switch error.code {
        case .downgradeRefused:
            options.allowsDowngrade = true
            try await expectUpgrade(board, to: try situation.image(), options)
        case .wrongChip, .imageTooBig: try await expectUpgrade(board)
        case .boardRefuses where error.remedies.contains(.accept):
            _ = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.accept()
            }
            try await expectUpgrade(board)
        case .boardRefuses where error.nextStep.hasPrefix("Reset the board"):
            try await BoardSituation.reset(board)
            try await expectUpgrade(board, options)
        case .boardRefuses where error.remedies == [.allowMissingRollback]:
            options.requiresRollback = false
            try await expectUpgrade(board, options)
        case .boardRefuses, .noOTAUpgrade:
            #expect(error.nextStep.contains("by wire") || error.nextStep.contains("esptool"), "\(error.nextStep)")
        default: Issue.record("\(error)")
        }
    }

    // MARK: Rollback and accept

    @Test(arguments: BoardSituation.all)
    func `rollback predicts what runs`(_ situation: BoardSituation) async throws {
        let board = try await situation.board()
        let report = try await examine(board)
        let resets = await board.counters.resets
        let told = Mutex<OTAStatus?>(nil)
        do throws(UpgradeError) {
            let after = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.rollBack { status in told.withLock { $0 = status } }
            }
            let target = told.withLock { $0?.rollbackTarget?.label ?? $0?.running }
            #expect(after.status?.running == target)
            #expect(await board.running == target)
        } catch {
            guard report.status != nil else {
                #expect(error.code == .noOTAUpgrade)
                return
            }
            #expect(error.code == .rollbackFailed)
            #expect(error.message.contains("Nothing was changed: \(report.status?.running ?? "")"), "\(error.message)")
            #expect(await board.running == report.status?.running)
            #expect(await board.counters.resets == resets)
            if error.nextStep.hasPrefix("Upgrade to the firmware") {
                try await expectUpgrade(board)
            } else {
                #expect(report.lastingRefusal?.nextStep == error.nextStep)
            }
        }
    }

    @Test(arguments: BoardSituation.all)
    func `accept predicts what runs`(_ situation: BoardSituation) async throws {
        let board = try await situation.board()
        let report = try await examine(board)
        do throws(UpgradeError) {
            let after = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.accept()
            }
            #expect(after.status?.runningSlot?.state == .valid)
            #expect(await board.nextStarts(2) == [report.status?.running, report.status?.running])
        } catch {
            #expect(await board.running == report.status?.running || report.status == nil)
            if error.nextStep.hasSuffix("upgrade it to the firmware that you want.") { try await expectUpgrade(board) }
            if error.message.contains("nothing to accept") {
                #expect(await board.nextStarts(2) == [report.status?.running, report.status?.running])
            }
        }
    }

    @Test func `the table has many states`() {
        #expect(BoardSituation.all.count >= 25)
        #expect(Set(BoardSituation.all.map(\.description)).count == BoardSituation.all.count)
    }
}
