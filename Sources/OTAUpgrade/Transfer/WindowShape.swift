/// How long lines are and how many of them may be in flight: together they are what a console can buffer.
///
/// Over a link with latency, the bytes in flight bound the speed of a transfer, and the console bounds the bytes in flight.
/// One line that fills the console leaves the wire idle from its end until its answer; several short lines do not, at the
/// price of their checks and line ends.
struct WindowShape: Sendable, Hashable {
    /// The most bytes of a line before its line end.
    var lineLength: Int
    /// The most lines in flight.
    var count: Int

    /// The shortest line that is worth its check and its line end.
    static let shortestLine = 32

    /// A smaller predicted gain is not worth more and shorter lines.
    private static let margin = 1.01

    /// All shapes that fit a console, from the longest lines to the shortest.
    ///
    /// - Parameters:
    ///   - capacity: the bytes that the console can buffer, which bounds the longest lines; at least one is in flight even
    ///     if there is room for less, since otherwise nothing would ever be sent.
    ///   - withoutGap: the bytes that it is certain to buffer; shorter lines fill it to the last byte.
    static func fitting(
        capacity: Int,
        withoutGap: Int,
        longestLine: Int,
        mostLines: Int = .max
    ) -> [WindowShape] {
        let fewest = max(1, min(mostLines, capacity / (longestLine + 1)))
        let most = max(fewest, min(mostLines, withoutGap / (shortestLine + 1)))
        return (fewest...most).map { count in
            WindowShape(
                lineLength: count == fewest ? longestLine : min(longestLine, withoutGap / count - 1),
                count: count
            )
        }
    }

    /// The shape with the fewest lines that is about as fast as the fastest.
    static func best(of shapes: [WindowShape], seconds: (WindowShape) -> Double) -> WindowShape? {
        let times = shapes.map(seconds)
        guard let quickest = times.min() else { return nil }
        return zip(shapes, times).first { $0.1 <= quickest * margin }?.0
    }
}
