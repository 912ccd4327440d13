/// How many lines may be in flight now: one at first, more while all is well, half after a loss.
///
/// A line that gets lost again soon makes growing slower each time, so that a console which cannot take two lines while
/// its flash is busy settles at one.
struct WindowWidth: Sendable, Hashable {
    let limit: Int
    private(set) var current: Int
    /// The widest that it has been.
    private(set) var widest: Int
    private var linesUntilGrowth = 2
    private var growthInterval = 2

    init(limit: Int, current: Int = 1) {
        self.limit = max(1, limit)
        self.current = current
        widest = current
    }

    mutating func took(lines: Int) {
        guard current < limit else { return }
        linesUntilGrowth -= lines
        guard linesUntilGrowth <= 0 else { return }
        current += 1
        widest = max(widest, current)
        linesUntilGrowth = growthInterval
    }

    mutating func lost() {
        current = max(1, current / 2)
        growthInterval = min(growthInterval * 4, 4096)
        linesUntilGrowth = growthInterval
    }
}
