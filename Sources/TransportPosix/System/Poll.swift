import CTermios
import Glibc
import TransportCore

/// Waiting for descriptors, with a deadline on the monotonic clock.
enum Poll {
    /// The conditions after which a descriptor cannot be used any more.
    static let trouble = Int16(POLLHUP | POLLERR | POLLNVAL)

    /// Waits until one of `watches` is ready, and fills in what each is ready for; nothing if the deadline passes.
    static func wait(for watches: inout [Watch], until deadline: TransportInstant?) {
        var result: Int32
        repeat {
            let left = deadline.map { max(0, TransportInstant.monotonic.duration(to: $0).nanoseconds) }
            result = ctermios_poll(&watches, watches.count, left ?? -1)
        } while result == -EINTR
        // The remaining errors are invalid arguments and a lack of kernel memory.
        precondition(result >= 0, "poll: \(systemMessage(-result))")
    }

    /// What a descriptor is ready for now.
    static func state(of descriptor: borrowing OwnedDescriptor, asking events: Int32) -> Int16 {
        var watches = [Watch(descriptor, events)]
        wait(for: &watches, until: TransportInstant(nanoseconds: 0))
        return watches[0].revents
    }
}

/// A descriptor to wait for, and what to wait for on it.
typealias Watch = ctermios_watch

extension Watch {
    init(_ descriptor: borrowing OwnedDescriptor, _ events: Int32) {
        self.init(fd: descriptor.raw, events: Int16(events), revents: 0)
    }
}
