/// What a host has changed at a board's console, and has to restore.
struct ConsoleChanges: Sendable, Hashable {
    /// The line rate to come back to; `nil` while rate and echo are as they were.
    private(set) var originalBaud: Int?
    /// Whether the timer that restores the console may be running on the board.
    private(set) var isWatched = false
    /// Whether the board has that timer.
    var hasDeadMan = false

    /// The timer is about to run, and the rate and the echo to be changed if there is one to come back to.
    mutating func begin(from baud: Int?) {
        isWatched = true
        originalBaud = originalBaud ?? baud
    }

    /// The board gets a new helper, which knows nothing of earlier changes.
    mutating func forgetBoard() {
        (isWatched, hasDeadMan) = (false, false)
    }

    /// The console is as it was.
    mutating func end() {
        (originalBaud, isWatched) = (nil, false)
    }
}
