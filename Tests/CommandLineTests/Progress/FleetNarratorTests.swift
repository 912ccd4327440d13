import Fleet
import OTAUpgrade
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct FleetNarratorTests {
    private func narrator(
        boards: Int = 3,
        canRedraw: Bool = true,
        isVerbose: Bool = false,
        height: Int = 24
    ) -> FleetNarrator {
        FleetNarrator(
            names: (1...boards).map { "esp\($0)" },
            style: .init(canRedraw: canRedraw, isVerbose: isVerbose, width: 80, height: height, paint: .off)
        )
    }

    private func event(_ board: String, _ kind: BoardEvent.Kind, attempt: Int = 1) -> BoardEvent {
        BoardEvent(board: board, attempt: attempt, kind)
    }

    @Test func `running boards have live lines and finished boards have permanent ones`() throws {
        var narrator = narrator()
        #expect(narrator.take(event("esp1", .attemptStarted(after: nil))) == [])
        _ = narrator.take(event("esp2", .attemptStarted(after: nil)))
        _ = narrator.take(event("esp2", .session(.phaseStarted(.write, limit: nil))))
        _ = narrator.take(event("esp2", .session(.progress(Samples.progress(131_072, at: 10)))))
        #expect(narrator.moving.first == "  esp1  looking for the board")
        #expect(narrator.moving[1].contains("━─"))
        #expect(narrator.moving[1].contains("50 %"))
        #expect(narrator.moving.last == "0 of 3 done, 2 running, 1 waiting")
        let board = Samples.board(try #require(try Samples.report().result))
        #expect(narrator.take(event("esp1", .finished(board))) == ["✓ esp1  upgraded  48 s"])
        #expect(narrator.moving.last == "1 of 3 done, 1 running, 1 waiting")
    }

    @Test func `failures show their code and phase`() {
        var narrator = narrator(canRedraw: false)
        let error = UpgradeError(.linkLost, "Gone.", nextStep: "Look.", phase: .write)
        let attempts = [UpgradeAttempt(error: error), UpgradeAttempt(recovery: .resynchronise, error: error)]
        let outcome = BoardOutcome(board: "esp1", status: .failed, attempts: attempts, duration: .seconds(12))
        #expect(
            narrator.take(event("esp1", .attemptStarted(after: .reopen), attempt: 2))
                == ["  esp1  attempt 2: looking for the board again"]
        )
        #expect(narrator.take(event("esp1", .finished(outcome))) == ["✗ esp1  link-lost in write  12 s, attempt 2"])
        let skipped = BoardOutcome(board: "esp2", status: .skipped(.canaryFailed))
        #expect(narrator.take(event("esp2", .finished(skipped))) == ["– esp2  skipped: a canary failed"])
        #expect(narrator.moving == [])
    }

    @Test(arguments: [true, false])
    func `warnings are shown with their board`(isVerbose: Bool) {
        var narrator = narrator(isVerbose: isVerbose)
        let lines = narrator.take(event("esp2", .session(.warning(.noRollback))))
        #expect(lines == ["  esp2  warning: \(UpgradeWarning.noRollback)"])
    }

    @Test func `boards that do not fit are counted`() {
        var narrator = narrator(boards: 40, height: 10)
        for index in 1...40 { _ = narrator.take(event("esp\(index)", .attemptStarted(after: nil))) }
        #expect(narrator.moving.count == 8)
        #expect(narrator.moving[6] == "  … and 34 more")
        #expect(narrator.moving[7] == "0 of 40 done, 40 running")
    }

    @Test(arguments: [20, 40, 80]) func noLineFillsTheTerminal(width: Int) {
        var narrator = narrator()
        narrator.style.width = width
        _ = narrator.take(event("esp1", .attemptStarted(after: nil)))
        _ = narrator.take(event("esp1", .session(.phaseStarted(.write, limit: nil))))
        _ = narrator.take(event("esp1", .session(.progress(Samples.progress(131_072, at: 10, retries: 3)))))
        #expect(narrator.moving.allSatisfy { $0.count < width })
    }
}
