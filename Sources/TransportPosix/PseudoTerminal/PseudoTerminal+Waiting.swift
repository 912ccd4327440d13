import CTermios
import Glibc
package import TransportCore

extension PseudoTerminal {
    /// The events that ended a wait; several may occur at once; empty if the deadline passed.
    package struct Events: OptionSet, Sendable, Hashable {
        /// One bit for each kind of event.
        package var rawValue: UInt8

        /// Makes a set from its bits.
        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The host has sent bytes.
        package static let readable = Events(rawValue: 1)
        /// The host can receive bytes, or is absent.
        package static let writable = Events(rawValue: 2)
        /// A host has opened the terminal.
        package static let hostCame = Events(rawValue: 4)
        /// The host has closed the terminal, and all its bytes were read.
        package static let hostWent = Events(rawValue: 8)
        /// The wakeup was raised; it has been cleared.
        package static let woken = Events(rawValue: 16)
    }

    /// Waits for the host, a wakeup or a deadline, whichever is first.
    ///
    /// A host that comes or goes always ends the wait.
    /// - Parameters:
    ///   - interest: What to wait for, of `readable` and `writable`. Without `readable`, the host's bytes
    ///     accumulate, as with a board that does not read its console.
    ///   - deadline: When to give up, on the monotonic clock; `nil` waits forever.
    ///   - wakeup: A flag by which other threads end the wait.
    package mutating func wait(
        for interest: Events = .readable,
        until deadline: TransportInstant? = nil,
        wakeup: Wakeup? = nil
    ) -> Events {
        while true {
            var watches = [Watch(presence.notices, POLLIN), watchOnMaster(interest)]
            if let wakeup { watches.append(Watch(wakeup.descriptor, POLLIN)) }
            let isWritable = interest.contains(.writable) && presence.state != .present
            Poll.wait(for: &watches, until: isWritable ? .monotonic : deadline)

            presence.update(master, heard: watches[0].revents != 0 || watches[1].revents & Poll.trouble != 0)
            var events = presence.takeEvents()
            if watches[1].revents & Int16(POLLIN) != 0 { events.insert(.readable) }
            if isWritable || watches[1].revents & Int16(POLLOUT) != 0 { events.insert(.writable) }
            if let wakeup, wakeup.clear() { events.insert(.woken) }
            if !events.isEmpty { return events }
            if let deadline, deadline <= .monotonic { return [] }
        }
    }

    private func watchOnMaster(_ interest: Events) -> Watch {
        let isWatched =
            switch presence.state {
            // Hang-up cannot be masked: a master without a host would end every wait immediately.
            case .absent: false
            case .leaving: interest.contains(.readable)
            case .present: true
            }
        guard isWatched else { return Watch(fd: -1, events: 0, revents: 0) }
        let events = (interest.contains(.readable) ? POLLIN : 0) | (interest.contains(.writable) ? POLLOUT : 0)
        return Watch(master, events)
    }
}
