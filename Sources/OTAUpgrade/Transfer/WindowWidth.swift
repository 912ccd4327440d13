/// How many lines may be in flight now: one at first, more while all is well, half after a loss.
///
/// A line that gets lost soon after growing makes it slower each time, so that a console which cannot take two lines
/// while its flash is busy settles at one. A loss after many lines, or with one in flight, is not due to the width.
struct WindowWidth: Sendable, Hashable {
    let limit: Int
    private(set) var current: Int
    /// The widest that it has been.
    private(set) var widest: Int
    private var linesUntilGrowth = 2
    private var growthInterval = 2
    private var linesSinceGrowth = 0

    /// So many lines at a width prove it.
    private static let proof = 64

    init(limit: Int, current: Int = 1) {
        self.limit = max(1, limit)
        self.current = current
        widest = current
    }

    mutating func took(lines: Int) {
        linesSinceGrowth += lines
        guard current < limit else { return }
        linesUntilGrowth -= lines
        guard linesUntilGrowth <= 0 else { return }
        current += 1
        widest = max(widest, current)
        linesUntilGrowth = growthInterval
        linesSinceGrowth = 0
    }

    mutating func lost() {
        if linesSinceGrowth >= Self.proof {
            growthInterval = 2
        } else if current > 1 {
            growthInterval = min(growthInterval * 4, 4096)
        }
        current = max(1, current / 2)
        linesUntilGrowth = growthInterval
    }
}
