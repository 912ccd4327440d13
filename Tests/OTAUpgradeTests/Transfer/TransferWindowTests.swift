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
}
