/// What a host has changed at a board's console, and has to restore.
struct ConsoleChanges: Sendable, Hashable {
    /// The line rate to restore; `nil` while rate and echo are unchanged.
    private(set) var originalBaud: Int?
    /// Whether the timer that restores the console may be running on the board.
    private(set) var isWatched = false
    /// Whether the board has that timer.
    var hasDeadMan = false

    /// The timer is about to run; the rate and the echo are about to change if there is a rate to restore.
    mutating func begin(from baud: Int?) {
        isWatched = true
        originalBaud = originalBaud ?? baud
    }

    /// The board gets a new agent, which knows nothing of earlier changes.
    mutating func forgetBoard() {
        (isWatched, hasDeadMan) = (false, false)
    }

    /// The console has been restored.
    mutating func end() {
        (originalBaud, isWatched) = (nil, false)
    }
}
