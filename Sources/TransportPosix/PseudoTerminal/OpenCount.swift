import Glibc

/// The number of times that a terminal is open, from inotify's reports.
///
/// An estimate: inotify merges consecutive equal reports, so the count must be corrected.
struct OpenCount: Sendable, Hashable {
    private var count = 0

    /// Counts reports; returns whether the terminal was closed completely and opened again meanwhile.
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

    /// Corrects the count by the kernel's information whether the terminal is open.
    mutating func correct(isOpen: Bool) {
        count = isOpen ? max(count, 1) : 0
    }
}
