import Glibc

/// How often a terminal is open, from what inotify reports.
///
/// An estimate: inotify counts equal reports in a row once, so whoever knows better corrects it.
struct OpenCount: Sendable, Hashable {
    private var count = 0

    /// Takes reports as they were read; whether the terminal was closed for the last time and opened again on the way.
    mutating func take(_ reports: some Sequence<inotify_event>) -> Bool {
        var (wasClosed, wasReplaced) = (false, false)
        for report in reports {
            if report.mask & UInt32(IN_OPEN) != 0 {
                count += 1
                wasReplaced = wasReplaced || wasClosed
            } else if report.mask & UInt32(IN_CLOSE) != 0, count > 0 {
                count -= 1
                wasClosed = wasClosed || count == 0
            }
        }
        return wasReplaced
    }

    /// Takes the kernel's word for whether the terminal is open.
    mutating func correct(isOpen: Bool) {
        count = isOpen ? max(count, 1) : 0
    }
}
