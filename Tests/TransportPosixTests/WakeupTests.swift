import Testing
import TransportCore
import TransportPosix

@Suite(.timeLimit(.minutes(1))) struct WakeupTests {
    @Test func countsOnceUntilSeen() throws {
        let wakeup = try Wakeup()
        #expect(!wakeup.clear())
        for _ in 0..<1000 { wakeup.signal() }
        #expect(wakeup.clear())
        #expect(!wakeup.clear())
    }

    @Test func deadlineEndsAWait() throws {
        let wakeup = try Wakeup()
        let deadline = TransportInstant.monotonic.advanced(by: .milliseconds(20))
        #expect(!wakeup.wait(until: deadline))
        #expect(TransportInstant.monotonic >= deadline)
        wakeup.signal()
        #expect(wakeup.wait(until: deadline), "already raised, although the deadline has passed")
    }
}
