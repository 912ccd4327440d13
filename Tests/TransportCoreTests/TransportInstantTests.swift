import Testing
import TransportCore

@Suite struct TransportInstantTests {
    @Test func differencesAreDurations() {
        let start = TransportInstant(nanoseconds: 5)
        #expect(start.advanced(by: .microseconds(2)).nanoseconds == 2005)
        #expect(start.duration(to: start.advanced(by: .seconds(3))) == .seconds(3))
        #expect(start < start.advanced(by: .nanoseconds(1)))
    }

    @Test func instantsAreClampedAtTheEndOfTime() {
        let late = TransportInstant(nanoseconds: .max - 1)
        #expect(late.advanced(by: .seconds(1)).nanoseconds == .max)
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
    }

    @Test(arguments: [(0, "0.000 s"), (1_234_567_890, "1.234 s"), (61_007_000_000, "61.007 s")] as [(Int64, String)])
    func readsAsSeconds(_ nanoseconds: Int64, _ text: String) {
        #expect(TransportInstant(nanoseconds: nanoseconds).description == text)
    }
}
