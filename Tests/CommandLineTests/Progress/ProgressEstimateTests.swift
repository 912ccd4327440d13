import Testing

@testable import TerminalUI
@testable import otaflash

struct ProgressEstimateTests {
    private func estimate(_ samples: [(Int, Double)]) -> ProgressEstimate {
        var estimate = ProgressEstimate()
        for (bytes, seconds) in samples { estimate.add(Samples.progress(bytes, at: seconds)) }
        return estimate
    }

    @Test func `one sample gives no rate`() {
        #expect(estimate([(1000, 1)]).bytesPerSecond == nil)
        #expect(estimate([(1000, 1)]).time(for: 5) == nil)
    }

    @Test func `the rate covers the last seconds`() {
        let slow = (0...10).map { ($0 * 100, Double($0)) }
        let fast = (11...20).map { (($0 - 9) * 1000, Double($0)) }
        #expect(estimate(slow + fast).bytesPerSecond == 1000)
    }

    @Test func theTimeLeftFollowsTheRate() {
        #expect(estimate([(0, 0), (2000, 1), (4000, 2)]).time(for: 10_000) == .seconds(5))
    }

    @Test func `a stalled transfer has no remaining time`() {
        #expect(estimate([(5000, 0), (5000, 8), (5000, 20)]).time(for: 10_000) == nil)
    }

    @Test func `an image that is sent again has its own rate`() {
        #expect(estimate([(0, 0), (90_000, 9), (0, 0.1), (200, 1.1)]).bytesPerSecond == 200)
    }

    @Test func `a slow transfer also has a rate`() {
        #expect(estimate([(0, 0), (100, 10), (200, 20)]).bytesPerSecond == 10)
    }
}
