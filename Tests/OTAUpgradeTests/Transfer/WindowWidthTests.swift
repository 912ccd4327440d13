import Testing

@testable import OTAUpgrade

@Suite struct WindowWidthTests {
    @Test func itGrowsWhileAllIsWell() {
        var width = WindowWidth(limit: 3)
        #expect(width.current == 1)
        for _ in 0..<2 { width.took(lines: 1) }
        #expect(width.current == 2)
        for _ in 0..<20 { width.took(lines: 1) }
        #expect(width.current == 3)
        #expect(width.widest == 3)
    }

    @Test func aLossHalvesItAndMakesItGrowMoreSlowly() {
        var width = WindowWidth(limit: 4, current: 4)
        width.lost()
        #expect(width.current == 2)
        width.lost()
        width.lost()
        #expect(width.current == 1)
        for _ in 0..<100 { width.took(lines: 1) }
        #expect(width.current == 1)
        for _ in 0..<100 { width.took(lines: 1) }
        #expect(width.current == 2)
    }

    @Test func oneLineStaysOne() {
        var width = WindowWidth(limit: 1)
        for _ in 0..<100 { width.took(lines: 1) }
        #expect(width.current == 1)
    }
}
