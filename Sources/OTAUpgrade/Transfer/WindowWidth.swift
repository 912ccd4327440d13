/// How many lines may be in flight now: one at first, more while nothing is lost, half after a loss.
///
/// Each loss soon after growing slows the next growth, so that a console that cannot take two lines while its flash is
/// busy settles at one. A loss after many lines, or with one in flight, is not due to the width.
struct WindowWidth: Sendable, Hashable {
    let limit: Int
    private(set) var current: Int
    /// The greatest width so far.
    private(set) var widest: Int
    private var linesUntilGrowth = 2
    private var growthInterval = 2
    private var linesSinceGrowth = 0

    /// This many lines without a loss prove a width.
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
