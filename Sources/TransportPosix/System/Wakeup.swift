import CTermios
import Glibc
package import TransportCore

/// A flag that any thread can raise to end another thread's wait.
///
/// If it is raised several times before it is seen, it counts once.
package final class Wakeup: Sendable {
    let descriptor: OwnedDescriptor

    /// Makes a flag that is not raised.
    package init() throws(SystemCallError) {
        let result = ctermios_open_event()
        guard result >= 0 else { throw SystemCallError("eventfd", -result) }
        descriptor = OwnedDescriptor(adopting: result)
    }

    /// Raises the flag; can be called from any thread.
    package func signal() {
        var one: UInt64 = 1
        // Fails only if the counter is full, and then the flag is already raised.
        _ = write(descriptor.raw, &one, MemoryLayout.size(ofValue: one))
    }

    /// Clears the flag; returns whether it was raised.
    @discardableResult
    package func clear() -> Bool {
        var count: UInt64 = 0
        return read(descriptor.raw, &count, MemoryLayout.size(ofValue: count)) > 0
    }

    /// Blocks this thread until the flag is raised, and clears it; `false` if the deadline passes first.
    package func wait(until deadline: TransportInstant? = nil) -> Bool {
        while true {
            if clear() { return true }
            if let deadline, deadline <= .monotonic { return false }
            var watches = [Watch(descriptor, POLLIN)]
            Poll.wait(for: &watches, until: deadline)
        }
    }
}
