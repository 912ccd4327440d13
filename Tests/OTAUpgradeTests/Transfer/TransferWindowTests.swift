import Testing
import TransportCore

@testable import OTAUpgrade

@Suite struct TransferWindowTests {
    private let start = TransportInstant(nanoseconds: 0)

    private func second(_ count: Int) -> TransportInstant {
        start.advanced(by: .seconds(count))
    }

    private func window(_ size: Int, limit: Int, pendingLimit: Int? = nil) -> TransferWindow {
        var window = TransferWindow(size: size, width: WindowWidth(limit: limit, current: limit), now: start)
        window.pendingLimit = pendingLimit
        return window
    }

    private let lineOf200 = { (offset: Int) in offset + 200 }

    @Test func `one line at a time waits for each reply`() {
        var window = window(300, limit: 1)
        #expect(window.action(at: start) == .send(from: 0))
        window.sent(0..<200, at: start)
        #expect(window.action(at: start) == .wait(until: second(3)))
        window.taken(next: 200, at: second(1))
        #expect(window.action(at: second(1)) == .send(from: 200))
        window.sent(200..<300, at: second(1))
        window.taken(next: 300, at: second(2))
        #expect(window.action(at: second(2)) == .flush(all: true, number: 1))
        window.flushing(all: true, at: second(2))
        window.obeyed(order: 1, next: 300, at: second(2))
        #expect(window.action(at: second(2)) == .finish)
        #expect(window.retries == 0)
    }

    @Test func `several lines are in flight at once`() {
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

    // MARK: Losses

    @Test func `a refused line is asked about and sent again`() {
        var window = window(1000, limit: 2)
        window.sent(0..<200, at: start)
        window.sent(200..<400, at: start)
        window.refused(next: 0, at: second(1))
        #expect(window.hasSeenLoss)
        #expect(window.action(at: second(1)) == .ask(number: 1))
        window.asked(at: second(1))
        #expect(!window.hasSeenLoss)
        #expect(window.action(at: second(1)) == .wait(until: second(4)))
        window.obeyed(order: 1, next: 0, at: second(2))
        #expect(window.action(at: second(2)) == .send(from: 0))
        window.sent(0..<200, at: second(2))
        #expect(window.retries == 1)
    }

    @Test func `replies to later refused lines change nothing while the board is asked`() {
        var window = window(1000, limit: 3)
        for line in [0..<200, 200..<400, 400..<600] { window.sent(line, at: start) }
        window.refused(next: 0, at: second(1))
        window.asked(at: second(1))
        window.refused(next: 0, at: second(1))
        window.refused(next: 0, at: second(1))
        #expect(window.action(at: second(1)) == .wait(until: second(4)))
        #expect(window.retries == 0)
    }

    @Test func `a lost reply does not send the line again`() {
        var window = window(1000, limit: 1)
        window.sent(0..<200, at: start)
        window.silence()
        window.asked(at: second(3))
        window.obeyed(order: 1, next: 200, at: second(4))
        #expect(window.action(at: second(4)) == .send(from: 200))
        #expect(window.acknowledged == 200)
        #expect(window.retries == 0)
    }

    @Test func `a board that was only busy goes on without being answered twice`() {
        var window = window(1000, limit: 2)
        window.sent(0..<200, at: start)
        window.sent(200..<400, at: start)
        window.silence()
        window.asked(at: second(3))
        window.taken(next: 200, at: second(5))
        #expect(window.action(at: second(5)) == .wait(until: second(8)), "the second line is still to come")
        window.taken(next: 400, at: second(5))
        #expect(window.action(at: second(5)) == .send(from: 400))
        window.sent(400..<600, at: second(5))
        window.obeyed(order: 1, next: 400, at: second(5))
        #expect(window.action(at: second(5)) == .send(from: 600), "the answer to the question is late, and no loss")
        #expect(window.retries == 0)
        #expect(window.width.current == 2)
    }

    @Test func `the answer to an older question does not count as one to the newest`() {
        var window = window(1000, limit: 1)
        window.sent(0..<200, at: start)
        window.silence()
        window.asked(at: second(3))
        window.silence()
        window.asked(at: second(6))
        window.obeyed(order: 1, next: 0, at: second(7))
        #expect(window.action(at: second(7)) == .wait(until: second(13)), "the line may be behind it")
        window.obeyed(order: 2, next: 0, at: second(8))
        #expect(window.action(at: second(8)) == .send(from: 0))
    }

    @Test func `the wait doubles with each unanswered question and shrinks while answers arrive`() {
        var window = TransferWindow(
            size: 100_000,
            width: WindowWidth(limit: 1),
            now: start,
            patience: .milliseconds(500),
            stallLimit: .seconds(60)
        )
        window.sent(0..<200, at: start)
        window.silence()
        for wait in [500, 1000, 2000, 4000, 6000] {
            window.asked(at: start)
            #expect(window.action(at: start) == .wait(until: start.advanced(by: .milliseconds(wait))))
            window.silence()
        }
        #expect(window.unansweredOrders == 5)
        window.asked(at: start)
        window.obeyed(order: 6, next: 200, at: start)
        #expect(window.unansweredOrders == 0)
        for line in 1...20 {
            window.sent(line * 200..<line * 200 + 200, at: start)
            window.taken(next: line * 200 + 200, at: start)
        }
        #expect(window.patience.current == .milliseconds(500))
    }

    @Test func `an impossible offset is ignored`() {
        var window = window(1000, limit: 2)
        window.sent(0..<200, at: start)
        window.taken(next: 1000, at: second(1))
        #expect(window.acknowledged == 0)
        #expect(window.action(at: second(1)) == .ask(number: 1))
        window.asked(at: second(1))
        window.obeyed(order: 1, next: 1000, at: second(1))
        #expect(window.acknowledged == 0)
        window.silence()
        #expect(window.action(at: second(1)) == .ask(number: 2))
    }

    @Test func `a board without progress is given up`() {
        var window = window(1000, limit: 1)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: second(10))
        #expect(window.action(at: second(29)) == .send(from: 200))
        #expect(window.action(at: second(30)) == .giveUp)
    }

    @Test func `a board that answers without progress has three times as long`() {
        var window = window(1000, limit: 1)
        window.sent(0..<200, at: start)
        for order in 1...5 {
            window.refused(next: 0, at: second(order * 10))
            window.asked(at: second(order * 10))
            window.obeyed(order: order, next: 0, at: second(order * 10))
            #expect(window.action(at: second(order * 10)) == .send(from: 0))
            window.sent(0..<200, at: second(order * 10))
        }
        window.refused(next: 0, at: second(60))
        #expect(window.action(at: second(60)) == .giveUp)
    }

    // MARK: Memory

    @Test func `what the board keeps is written at the end`() {
        var window = window(200, limit: 2)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: second(1))
        #expect(window.action(at: second(1)) == .flush(all: true, number: 1))
        window.flushing(all: true, at: second(1))
        #expect(window.action(at: second(1)) == .wait(until: second(4)))
        window.obeyed(order: 1, next: 200, at: second(2))
        #expect(window.action(at: second(2)) == .finish)
    }

    @Test func `an order to write follows the lines in flight, and the wire is quiet until its answer`() {
        var window = window(2000, limit: 3, pendingLimit: 400)
        window.sent(0..<200, at: start)
        window.sent(200..<400, at: start)
        #expect(window.action(at: start, lineEnd: lineOf200) == .flush(all: false, number: 1))
        window.flushing(all: false, at: start)
        window.taken(next: 200, at: second(1))
        window.taken(next: 400, at: second(2))
        #expect(window.action(at: second(2), lineEnd: lineOf200) == .wait(until: second(5)))
        window.obeyed(order: 1, next: 400, at: second(3))
        #expect(window.action(at: second(3), lineEnd: lineOf200) == .send(from: 400))
        #expect(window.retries == 0)
    }

    @Test func `an order to write takes the place of a line`() {
        var window = window(2000, limit: 2, pendingLimit: 400)
        window.sent(0..<200, at: start)
        window.sent(200..<400, at: start)
        #expect(window.action(at: start, lineEnd: lineOf200) == .wait(until: second(3)))
        window.taken(next: 200, at: second(1))
        #expect(window.action(at: second(1), lineEnd: lineOf200) == .flush(all: false, number: 1))
    }

    @Test func `the partial page at the end is written only if nothing is missing before it`() {
        var window = window(400, limit: 3)
        window.sent(0..<200, at: start)
        window.sent(200..<400, at: start)
        #expect(window.action(at: start) == .wait(until: second(3)))
        window.taken(next: 400, at: second(1))
        #expect(window.action(at: second(1)) == .flush(all: true, number: 1))
    }

    @Test func `the answer to an order to write names a line that was lost before it`() {
        var window = window(2000, limit: 3, pendingLimit: 400)
        window.sent(0..<200, at: start)
        window.sent(200..<400, at: start)
        #expect(window.action(at: start, lineEnd: lineOf200) == .flush(all: false, number: 1))
        window.flushing(all: false, at: start)
        window.refused(next: 0, at: second(1))
        window.refused(next: 0, at: second(1))
        window.obeyed(order: 1, next: 0, at: second(1))
        #expect(window.action(at: second(1), lineEnd: lineOf200) == .send(from: 0))
        window.sent(0..<200, at: second(1))
        window.sent(200..<400, at: second(1))
        #expect(window.retries == 2)
    }

    @Test func `without a limit nothing is written in between`() {
        var window = window(2000, limit: 3)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        #expect(window.action(at: start, lineEnd: { _ in 2000 }) == .send(from: 200))
    }

    @Test func `a lost flush is asked about and repeated`() {
        var window = window(1000, limit: 1, pendingLimit: 200)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        #expect(window.action(at: start, lineEnd: lineOf200) == .flush(all: false, number: 1))
        window.flushing(all: false, at: start)
        window.silence()
        #expect(window.action(at: second(1), lineEnd: lineOf200) == .ask(number: 2))
        window.asked(at: second(1))
        window.obeyed(order: 2, next: 200, at: second(2))
        #expect(
            window.action(at: second(2), lineEnd: lineOf200) == .flush(all: false, number: 3),
            "it may not have been carried out"
        )
        window.flushing(all: false, at: second(2))
        window.obeyed(order: 3, next: 200, at: second(3))
        #expect(window.action(at: second(3), lineEnd: lineOf200) == .send(from: 200))
        #expect(window.retries == 0)
    }

    @Test func `the transfer is not finished if the last flush is lost`() {
        var window = window(200, limit: 1)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        window.flushing(all: true, at: start)
        window.silence()
        window.asked(at: second(1))
        window.obeyed(order: 2, next: 200, at: second(2))
        #expect(window.action(at: second(2)) == .flush(all: true, number: 3))
        window.flushing(all: true, at: second(2))
        window.obeyed(order: 3, next: 200, at: second(3))
        #expect(window.action(at: second(3)) == .finish)
    }

    @Test func `a flush in between does not end the transfer`() {
        var window = window(400, limit: 1, pendingLimit: 200)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        window.flushing(all: false, at: start)
        window.obeyed(order: 1, next: 200, at: start)
        window.sent(200..<400, at: start)
        window.taken(next: 400, at: start)
        #expect(window.action(at: start) == .flush(all: true, number: 2))
    }

    @Test func `a flush that is never answered is given up`() {
        var window = window(200, limit: 1)
        window.sent(0..<200, at: start)
        window.taken(next: 200, at: start)
        window.flushing(all: true, at: start)
        window.silence()
        #expect(window.action(at: second(19)) == .ask(number: 2))
        #expect(window.action(at: second(20)) == .giveUp)
    }
}
