import CTermios
import Glibc
import Synchronization
import TransportCore

/// Everything that blocks the port's thread.
extension SerialPort {
    func takeBytes(until deadline: TransportInstant) throws(TransportError) -> [UInt8] {
        var hasHungUp = false
        while true {
            try stopIfEnded()
            switch line?.descriptor.read(into: &buffer) {
            case .moved(let count): return Array(buffer[..<count])
            case .failed(let code): throw .using(path, "read", code)
            case .ended: throw .lost(path)
            case .notNow where hasHungUp: throw .lost(path)
            case .notNow: break
            case nil: throw .closed(path)
            }
            switch try wait(for: POLLIN, until: deadline) {
            case .ready: break
            case .hungUp: hasHungUp = true
            case .deadline: return []
            }
        }
    }

    func handOver(_ bytes: [UInt8], until deadline: TransportInstant) throws(TransportError) {
        var rest = bytes[...]
        var hasHungUp = false
        while true {
            try stopIfEnded()
            if rest.isEmpty { return }
            switch line?.descriptor.write(rest) {
            case .moved(let count):
                rest = rest.dropFirst(count)
                continue
            case .failed(let code): throw .using(path, "write", code)
            case .ended: throw .lost(path)
            case .notNow where hasHungUp: throw .lost(path)
            case .notNow: break
            case nil: throw .closed(path)
            }
            switch try wait(for: POLLOUT, until: deadline) {
            case .ready: break
            case .hungUp: hasHungUp = true
            case .deadline: throw .notTaken(path, sent: bytes.count - rest.count, of: bytes.count)
            }
        }
    }

    func rest(until deadline: TransportInstant) throws(TransportError) {
        repeat {
            try stopIfEnded()
            var watches = [Watch(wakeup.descriptor, POLLIN)]
            Poll.wait(for: &watches, until: deadline)
            wakeup.clear()
        } while now < deadline
        try stopIfEnded()
    }

    /// Waits until the driver's queue is empty; `false` if the deadline passes first.
    ///
    /// Linux signals room in that queue, but not that it is empty, and `tcdrain` has no deadline: so the queue is polled
    /// every millisecond.
    @discardableResult
    func outputLeaves(until deadline: TransportInstant) -> Bool {
        while let queued = line?.outputQueued, queued > 0 {
            let now = now
            guard now < deadline else { return false }
            var nothing: [Watch] = []
            Poll.wait(for: &nothing, until: min(deadline, now.advanced(by: .milliseconds(1))))
        }
        return true
    }

    /// Throws if the port was closed or the task was cancelled, even if no wait is needed.
    func stopIfEnded() throws(TransportError) {
        try stopIfClosed()
        guard !Task.isCancelled else { throw .cancelled(path) }
    }

    func stopIfClosed() throws(TransportError) {
        guard line != nil, !isClosed.load(ordering: .sequentiallyConsistent) else { throw .closed(path) }
    }

    private enum WaitEnd {
        case ready
        case hungUp
        case deadline
    }

    private func wait(for events: Int32, until deadline: TransportInstant) throws(TransportError) -> WaitEnd {
        while true {
            guard let watch = line?.watch(for: events) else { throw .closed(path) }
            var watches = [watch, Watch(wakeup.descriptor, POLLIN)]
            Poll.wait(for: &watches, until: deadline)
            // A wakeup may be left over from a task that has since ended.
            if wakeup.clear() { try stopIfEnded() }
            if watches[0].revents & Poll.trouble != 0 { return .hungUp }
            if watches[0].revents != 0 { return .ready }
            if now >= deadline { return .deadline }
        }
    }
}
