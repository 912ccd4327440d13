import Testing

@testable import OTAUpgrade

@Suite struct WindowShapeTests {
    @Test("all lines of a shape together fit the console", arguments: [256, 357, 613, 1300], [254, 255])
    func fits(_ capacity: Int, _ longestLine: Int) {
        let withoutGap = capacity * 4 / 5
        let shapes = WindowShape.fitting(capacity: capacity, withoutGap: withoutGap, longestLine: longestLine)
        #expect(shapes.first == WindowShape(lineLength: longestLine, count: capacity / (longestLine + 1)))
        for shape in shapes {
            let inFlight = shape.count * (shape.lineLength + 1)
            #expect(inFlight <= (shape == shapes.first ? capacity : withoutGap))
            #expect(shape.lineLength >= WindowShape.shortestLine)
        }
        #expect(Set(shapes.map(\.count)).count == shapes.count)
    }

    @Test func aConsoleWithoutRoomForALineTakesOne() {
        #expect(
            WindowShape.fitting(capacity: 64, withoutGap: 64, longestLine: 255) == [
                WindowShape(lineLength: 255, count: 1)
            ]
        )
    }

    @Test("no more lines than requested", arguments: 1...9)
    func asked(_ lines: Int) {
        let shapes = WindowShape.fitting(capacity: 613, withoutGap: 488, longestLine: 255, mostLines: lines)
        #expect(shapes.map(\.count).max() == lines)
        #expect(shapes.first?.lineLength == 255)
    }

    @Test func ofAboutEquallyFastShapesTheOneWithTheFewestLinesIsChosen() {
        let shapes = WindowShape.fitting(capacity: 613, withoutGap: 488, longestLine: 255)
        #expect(WindowShape.best(of: shapes) { _ in 1 }?.count == 2)
        #expect(WindowShape.best(of: shapes) { $0.count == 5 ? 0.995 : 1 }?.count == 2)
        #expect(WindowShape.best(of: shapes) { $0.count == 5 ? 0.9 : 1 }?.count == 5)
        #expect(WindowShape.best(of: []) { _ in 1 } == nil)
    }
}
