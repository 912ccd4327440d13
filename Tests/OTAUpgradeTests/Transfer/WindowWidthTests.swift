import Testing

@testable import OTAUpgrade

@Suite struct WindowWidthTests {
    @Test func theWindowGrowsWithoutLosses() {
        var width = WindowWidth(limit: 3)
        #expect(width.current == 1)
        for _ in 0..<2 { width.took(lines: 1) }
        #expect(width.current == 2)
        for _ in 0..<20 { width.took(lines: 1) }
        #expect(width.current == 3)
        #expect(width.widest == 3)
    }

    /// Grows, then loses a line at once; returns how many lines it takes to grow again.
    private func linesToGrow(_ width: inout WindowWidth) -> Int {
        let narrow = width.current
        for count in 1... {
            width.took(lines: 1)
            if width.current > narrow { return count }
        }
        return 0
    }

    @Test func aLossSoonAfterGrowingSlowsTheNextGrowth() {
        var width = WindowWidth(limit: 2)
        let counts = (0..<4).map { _ in
            let count = linesToGrow(&width)
            width.lost()
            return count
        }
        #expect(counts == [2, 8, 32, 128])
        #expect(width.current == 1)
    }

    @Test func aLossAfterManyLinesIsNotDueToTheWidth() {
        var width = WindowWidth(limit: 2)
        for _ in 0..<3 {
            _ = linesToGrow(&width)
            width.lost()
        }
        _ = linesToGrow(&width)
        for _ in 0..<64 { width.took(lines: 1) }
        width.lost()
        #expect(linesToGrow(&width) == 2)
    }

    @Test func aLossWithOneLineInFlightIsNotDueToTheWidth() {
        var width = WindowWidth(limit: 2)
        _ = linesToGrow(&width)
        for _ in 0..<5 { width.lost() }
        #expect(linesToGrow(&width) == 8)
    }

    @Test func aLossHalvesTheWindow() {
        var width = WindowWidth(limit: 4, current: 4)
        width.lost()
        #expect(width.current == 2)
    }

    @Test func oneLineStaysOne() {
        var width = WindowWidth(limit: 1)
        for _ in 0..<100 { width.took(lines: 1) }
        #expect(width.current == 1)
    }
}
