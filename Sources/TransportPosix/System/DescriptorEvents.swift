import CTermios
import Glibc
package import TransportCore

/// The events that end a wait for a descriptor.
package struct DescriptorEvents: OptionSet, Sendable, Hashable {
    /// One bit for each event.
    package var rawValue: Int

    /// Makes a set from its bits.
    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Bytes, or the end of input, can be read.
    package static let readable = DescriptorEvents(rawValue: 1)
    /// Bytes can be written.
    package static let writable = DescriptorEvents(rawValue: 2)
    /// The far end has disappeared; always reported; reading or writing returns the reason.
    package static let troubled = DescriptorEvents(rawValue: 4)
    /// The wakeup was raised and has been cleared; always reported.
    package static let woken = DescriptorEvents(rawValue: 8)
}

extension OwnedDescriptor {
    /// Blocks this thread until an event of interest occurs or the wakeup is raised; empty if the deadline passes first.
    package func wait(
        for interest: DescriptorEvents,
        or wakeup: Wakeup,
        until deadline: TransportInstant
    ) -> DescriptorEvents {
        var asked: Int32 = 0
        if interest.contains(.readable) { asked |= POLLIN }
        if interest.contains(.writable) { asked |= POLLOUT }
        var watches = [Watch(self, asked), Watch(wakeup.descriptor, POLLIN)]
        Poll.wait(for: &watches, until: deadline)
        var events: DescriptorEvents = []
        let found = watches[0].revents
        if found & Int16(POLLIN) != 0 { events.insert(.readable) }
        if found & Int16(POLLOUT) != 0 { events.insert(.writable) }
        if found & Poll.trouble != 0 { events.insert(.troubled) }
        if wakeup.clear() { events.insert(.woken) }
        return events
    }
}
