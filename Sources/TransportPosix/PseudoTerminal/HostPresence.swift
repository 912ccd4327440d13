import CTermios
import Glibc
import TransportCore

/// Whether a host has a pseudo terminal open, and the changes that the loop has not seen yet.
///
/// The master's hang-up flag is always correct, but nothing wakes a waiter when it is cleared: so inotify on the slave
/// says when to look. The slave is opened and closed once, so that the flag is set before the first host comes.
struct HostPresence: ~Copyable, Sendable {
    /// `absent` → `present` → `leaving` → `absent`; if looks come late, a state can be skipped or repeated.
    enum State {
        case absent
        case present
        /// The host has closed the terminal, but bytes that it sent before have not been read yet.
        case leaving
    }

    private(set) var state = State.absent
    /// Readable if the slave was opened or closed.
    let notices: OwnedDescriptor
    private let path: String
    private var untold: PseudoTerminal.Events = []
    private var opens = OpenCount()

    init(_ path: String) throws(TransportError) {
        let watcher = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard watcher >= 0 else { throw .system(path, "inotify_init1", errno) }
        let notices = OwnedDescriptor(adopting: watcher)
        guard inotify_add_watch(notices.raw, path, UInt32(IN_OPEN | IN_CLOSE)) >= 0 else {
            throw .system(path, "inotify_add_watch", errno)
        }
        guard case .some = Self.openSlave(path) else { throw .system(path, "open", errno) }
        self.notices = notices
        self.path = path
    }

    /// Checks whether the host is present.
    /// - Parameter heard: Whether there is a reason to look; without one, only a host that was absent is looked for.
    mutating func update(_ master: borrowing OwnedDescriptor, heard: Bool = false) {
        guard heard || state != .present else { return }
        let wasReplaced = heard ? opens.take(takeNotices()) : false
        let events = Poll.state(of: master, asking: POLLIN)
        let isHungUp = events & Poll.trouble != 0
        opens.correct(isOpen: !isHungUp)
        let hasBytes = events & Int16(POLLIN) != 0
        switch (state, isHungUp) {
        case (.present, false):
            guard wasReplaced else { break }
            untold.formUnion([.hostWent, .hostCame])
            // The host may already hold the port exclusively, so only the input is cleared.
            if let slave = Self.openSlave(path) { tcflush(slave.raw, TCIFLUSH) }
        case (.absent, true):
            // A host that came, wrote and left between two looks was present, too.
            guard hasBytes else { break }
            state = .leaving
            untold.insert(.hostCame)
        case (.absent, false):
            state = .present
            untold.insert(.hostCame)
        case (.leaving, false):
            state = .present
            untold.formUnion([.hostWent, .hostCame])
        case (.present, true), (.leaving, true):
            state = hasBytes ? .leaving : .absent
            guard state == .absent else { break }
            untold.insert(.hostWent)
            clearSlave()
        }
    }

    /// The events since the last call.
    mutating func takeEvents() -> PseudoTerminal.Events {
        defer { untold = [] }
        return untold
    }

    /// Discards the input and clears the exclusive flag, as the driver of a real port does at the last close.
    private func clearSlave() {
        guard let slave = Self.openSlave(path) else { return }
        tcflush(slave.raw, TCIFLUSH)
        _ = ctermios_set_exclusive(slave.raw, false)
    }

    private static func openSlave(_ path: String) -> OwnedDescriptor? {
        let slave = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        return slave < 0 ? nil : OwnedDescriptor(adopting: slave)
    }

    private func takeNotices() -> [inotify_event] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var reports: [inotify_event] = []
        // A report on a file that is itself watched is not followed by a name.
        while case .moved(let count) = notices.read(into: &buffer) {
            buffer.withUnsafeBytes { bytes in
                for start in stride(from: 0, to: count, by: MemoryLayout<inotify_event>.size) {
                    reports.append(bytes.loadUnaligned(fromByteOffset: start, as: inotify_event.self))
                }
            }
        }
        return reports
    }
}
