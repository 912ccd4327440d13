import Testing
import TransportCore

@testable import OTAUpgrade

@Suite struct TransferWindowTests {
    private let start = TransportInstant(nanoseconds: 0)

    private func second(_ count: Int) -> TransportInstant {
        start.advanced(by: .seconds(count))
    }

    private func window(_ size: Int, limit: Int) -> TransferWindow {
        TransferWindow(size: size, width: WindowWidth(limit: limit, current: limit), now: start)
    }

    @Test func oneLineAtATime() {
        var window = window(300, limit: 1)
        #expect(window.action(at: start) == .send(from: 0))
        window.sent(0..<200, at: start)
        #expect(window.action(at: start) == .wait(until: second(3)))
        window.taken(next: 200, at: second(1))
        #expect(window.action(at: second(1)) == .send(from: 200))
        window.sent(200..<300, at: second(1))
        window.taken(next: 300, at: second(2))
        #expect(window.action(at: second(2)) == .finish)
        #expect(window.retries == 0)
    }

    @Test func severalLinesInFlight() {
        var window = window(1000, limit: 3)
        for line in [0..<200, 200..<400, 400..<600] {
            #expect(window.action(at: start) == .send(from: line.lowerBound))
            window.sent(line, at: start)
        }
        #expect(window.action(at: start) == .wait(until: second(3)))
        window.taken(next: 400, at: second(1))
        #expect(window.acknowledged == 400)
        #expect(window.action(at: second(1)) == .send(from: 600))
    }

    @Test func aRefusedLineIsAskedAboutAndSentAgain() {
        var window = window(1000, limit: 2)
        window.sent(0..<200, at: start)
        window.sent(200..<400, at: start)
        window.refused(next: 0, at: second(1))
        #expect(window.action(at: second(1)) == .ask)
        window.asked(at: second(1))
        #expect(window.action(at: second(1)) == .wait(until: second(4)))
        window.refused(next: 0, at: second(2))
        #expect(window.action(at: second(2)) == .send(from: 0))
        window.sent(0..<200, at: second(2))
        #expect(window.retries == 1)
    }

    @Test func aLostReplyDoesNotSendTheLineAgain() {
        var window = window(1000, limit: 1)
        window.sent(0..<200, at: start)
        window.lost()
        window.asked(at: second(3))
        window.refused(next: 200, at: second(4))
        #expect(window.action(at: second(4)) == .send(from: 200))
        #expect(window.acknowledged == 200)
        #expect(window.retries == 0)
    }

    @Test func anUnansweredQuestionIsAskedAgain() {
        var window = window(1000, limit: 1)
        window.lost()
        window.asked(at: start)
        window.lost()
        #expect(window.action(at: second(3)) == .ask)
    }

    @Test func aForgedOrDamagedOffsetIsNotBelieved() {
        var window = window(1000, limit: 2)
        window.sent(0..<200, at: start)
        window.taken(next: 1000, at: second(1))
        #expect(window.acknowledged == 0)
        #expect(window.action(at: second(1)) == .ask)
        window.asked(at: second(1))
        window.refused(next: 1000, at: second(1))
        #expect(window.acknowledged == 0)
        #expect(window.action(at: second(1)) == .ask)
    }

    @Test func silenceEndsIt() {
        var window = window(1000, limit: 1)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: second(10))
        #expect(window.action(at: second(29)) == .send(from: 200))
        #expect(window.action(at: second(30)) == .giveUp)
    }

    @Test func anEmptyImageIsFinishedAtOnce() {
        #expect(window(0, limit: 1).action(at: start) == .finish)
    }

    // MARK: Boards that hold back

    private func holding(_ size: Int, limit: Int, pendingLimit: Int?) -> TransferWindow {
        var window = TransferWindow(
            size: size,
            width: WindowWidth(limit: limit, current: limit),
            holdsBack: true,
            now: start
        )
        window.pendingLimit = pendingLimit
        return window
    }

    private let lineOf200 = { (offset: Int) in offset + 200 }

    @Test func whatIsHeldBackIsWrittenAtTheEnd() {
        var window = holding(200, limit: 2, pendingLimit: nil)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: second(1))
        #expect(window.action(at: second(1)) == .flush(all: true))
        window.flushing(all: true, at: second(1))
        #expect(window.action(at: second(1)) == .wait(until: second(4)))
        window.taken(next: 200, at: second(2))
        #expect(window.action(at: second(2)) == .finish)
    }

    @Test func aFlushWaitsForTheLinesInFlight() {
        var window = holding(2000, limit: 3, pendingLimit: 400)
        window.sent(0..<200, at: start)
        window.sent(200..<400, at: start)
        #expect(window.action(at: start, lineEnd: lineOf200) == .wait(until: second(3)))
        window.taken(next: 200, at: second(1))
        #expect(window.action(at: second(1), lineEnd: lineOf200) == .wait(until: second(4)))
        window.taken(next: 400, at: second(2))
        #expect(window.action(at: second(2), lineEnd: lineOf200) == .flush(all: false))
        window.flushing(all: false, at: second(2))
        #expect(window.action(at: second(2), lineEnd: lineOf200) == .wait(until: second(5)), "the wire stays quiet")
        window.taken(next: 400, at: second(3))
        #expect(window.action(at: second(3), lineEnd: lineOf200) == .send(from: 400))
    }

    @Test func withoutALimitNothingIsFlushedInBetween() {
        var window = holding(2000, limit: 3, pendingLimit: nil)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        #expect(window.action(at: start, lineEnd: { _ in 2000 }) == .send(from: 200))
    }

    @Test func aLostFlushIsAskedAboutAndRepeated() {
        var window = holding(1000, limit: 1, pendingLimit: 200)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        #expect(window.action(at: start, lineEnd: lineOf200) == .flush(all: false))
        window.flushing(all: false, at: start)
        window.lost()
        #expect(window.action(at: second(1), lineEnd: lineOf200) == .ask)
        window.asked(at: second(1))
        window.refused(next: 200, at: second(2))
        #expect(
            window.action(at: second(2), lineEnd: lineOf200) == .flush(all: false),
            "it may not have been carried out"
        )
        window.flushing(all: false, at: second(2))
        window.refused(next: 200, at: second(3))
        #expect(window.action(at: second(3), lineEnd: lineOf200) == .send(from: 200))
        #expect(window.retries == 0)
    }

    @Test func aLostLastFlushIsNoFinish() {
        var window = holding(200, limit: 1, pendingLimit: nil)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        window.flushing(all: true, at: start)
        window.lost()
        window.asked(at: second(1))
        window.refused(next: 200, at: second(2))
        #expect(window.action(at: second(2)) == .flush(all: true))
        window.flushing(all: true, at: second(2))
        window.taken(next: 200, at: second(3))
        #expect(window.action(at: second(3)) == .finish)
    }

    @Test func aFlushInBetweenDoesNotEndTheTransfer() {
        var window = holding(400, limit: 1, pendingLimit: 200)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        window.flushing(all: false, at: start)
        window.taken(next: 200, at: start)
        window.sent(200..<400, at: start)
        window.taken(next: 400, at: start)
        #expect(window.action(at: start) == .flush(all: true))
    }

    @Test func aFlushThatIsNeverAnsweredGivesUp() {
        var window = holding(200, limit: 1, pendingLimit: nil)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        window.flushing(all: true, at: start)
        window.lost()
        #expect(window.action(at: second(19)) == .ask)
        #expect(window.action(at: second(20)) == .giveUp)
    }
}
