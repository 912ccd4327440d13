import Synchronization
import TransportCore
import TransportPosix

/// Everything that blocks the port's thread.
extension NetworkPort {
    /// The maximum size of data sent at once; the rest is encoded later, with the options in effect then.
    private static let piece = 4096
    /// The maximum size of the inbox during other waits.
    private static let fullInbox = 256 * 1024
    /// The size of the outbox that is never reached if the server reads.
    private static let fullOutbox = 64 * 1024

    func takeBytes(until deadline: TransportInstant) throws(TransportError) -> [UInt8] {
        var mayWait = true
        while true {
            try stopIfEnded()
            if inbox.isEmpty { pull() }
            if !inbox.isEmpty {
                defer { inbox = [] }
                return inbox
            }
            if let loss { throw loss }
            // Telnet commands are not data, however many arrive.
            guard mayWait else { return [] }
            send()
            wait(for: .readable, until: min(deadline, notices.deadline ?? deadline))
            pass()
            mayWait = now < deadline
        }
    }

    func handOver(_ bytes: [UInt8], until deadline: TransportInstant) throws(TransportError) {
        var rest = bytes[...]
        while true {
            try stopIfEnded()
            if let loss { throw loss }
            send()
            if rest.isEmpty, outbox.isEmpty { return }
            if outbox.isEmpty, !wire.isSuspended, try send(from: &rest) { continue }
            if loss == nil, now >= deadline {
                // The rest of an escape sequence is sent with the next bytes.
                if rest.isEmpty { return }
                let sent = bytes.count - rest.count
                throw .notTaken(address, sent: sent, of: bytes.count, isSuspended: wire.isSuspended)
            }
            wait(for: wire.isSuspended && outbox.isEmpty ? [] : .writable, until: deadline)
            if wire.negotiator != nil, inbox.count < Self.fullInbox { pull() }
        }
    }

    /// Sends some of the data; returns whether the complete piece was sent.
    private func send(from rest: inout ArraySlice<UInt8>) throws(TransportError) -> Bool {
        guard !rest.isEmpty else { return false }
        let piece = rest.prefix(Self.piece)
        let encoded = wire.encode(piece)
        switch socket?.send(encoded[...]) {
        case .moved(let count):
            let (bytes, remainder) = wire.data(in: count, of: encoded)
            rest = rest.dropFirst(bytes)
            outbox += remainder
            noteSent(bytes)
            return bytes == piece.count
        case .notNow: return false
        case .ended: throw lose(by: nil)
        case .failed(let code): throw lose(by: code)
        case nil: throw .closed(address)
        }
    }

    func rest(until deadline: TransportInstant) throws(TransportError) {
        repeat {
            try stopIfEnded()
            _ = wakeup.wait(until: deadline)
        } while now < deadline
        try stopIfEnded()
    }

    /// Sends and receives until no protocol answer is awaited any more.
    ///
    /// Ignores cancellation unless requested, since rate and lines work in a cancelled task too.
    func exchange(endsOnCancel: Bool = false) throws(TransportError) {
        send()
        while let deadline = wire.deadline {
            if endsOnCancel { try stopIfUnwanted() } else { try stopIfClosed() }
            pull()
            if loss == nil, inbox.count > Self.fullInbox { loss = .flooded(address) }
            if let loss { throw loss }
            send()
            guard wire.deadline != nil else { return }
            wait(for: .readable, until: deadline)
            pass()
        }
    }

    /// Waits until the kernel has accepted all bytes to send; returns whether it did by the deadline.
    func flush(until deadline: TransportInstant) -> Bool {
        while true {
            send()
            guard !outbox.isEmpty else { return true }
            guard loss == nil, now < deadline else { return false }
            _ = socket?.wait(for: .writable, or: wakeup, until: deadline)
        }
    }

    /// Discards received bytes until the server has closed the connection, too.
    func part(until deadline: TransportInstant) {
        while true {
            switch socket?.read(into: &buffer) {
            case .moved where now < deadline: continue
            case .notNow where now < deadline: break
            default: return
            }
            _ = socket?.wait(for: .readable, or: wakeup, until: deadline)
        }
    }

    // MARK: Steps that do not wait

    /// Receives the available bytes.
    func pull() {
        guard loss == nil else { return }
        switch socket?.read(into: &buffer) {
        case .moved(let count):
            let data = wire.receive(buffer[..<count], at: now)
            inbox += notices.receive(data, at: now)
            outbox += wire.takeOutput()
            send()
            if outbox.count > Self.fullOutbox { loss = .flooded(address) }
        case .ended: end(nil)
        case .failed(let code): end(code)
        case .notNow, nil: break
        }
    }

    /// Sends as much as possible of the bytes that must precede data.
    func send() {
        outbox += wire.takeOutput()
        while !outbox.isEmpty, loss == nil {
            switch socket?.send(outbox[...]) {
            case .moved(let count): outbox.removeFirst(count)
            case .failed(let code): breakOff(code)
            case .ended: breakOff(nil)
            case .notNow, nil: return
            }
        }
    }

    /// Updates the protocol after time has passed.
    func pass() {
        wire.negotiator?.pass(to: now)
        inbox += notices.pass(to: now)
    }

    func wait(for events: DescriptorEvents, until deadline: TransportInstant) {
        var events = events
        if !outbox.isEmpty { events.insert(.writable) }
        if wire.negotiator != nil, inbox.count < Self.fullInbox { events.insert(.readable) }
        _ = socket?.wait(for: events, or: wakeup, until: deadline)
    }

    // MARK: Ends

    /// Handles a closed or broken connection; bytes received before are read first.
    private func end(_ code: Int32?) {
        let (bytes, notice) = notices.end()
        inbox += bytes
        loss = notice.map { .refused(address, $0) } ?? code.map { .using(address, $0) } ?? .lost(address)
    }

    /// Handles a connection that cannot send any more; the received bytes may contain the reason.
    private func breakOff(_ code: Int32?) {
        while loss == nil, inbox.count < Self.fullInbox {
            let before = inbox.count
            switch socket?.read(into: &buffer) {
            case .moved(let count):
                inbox += notices.receive(wire.receive(buffer[..<count], at: now), at: now)
                if inbox.count == before, notices.deadline == nil { return end(code) }
            default: return end(code)
            }
        }
        if loss == nil { end(code) }
    }

    private func lose(by code: Int32?) -> TransportError {
        breakOff(code)
        return loss ?? .lost(address)
    }

    /// Throws if the port was closed or the task was cancelled, even if no wait is needed.
    func stopIfEnded() throws(TransportError) {
        try stopIfClosed()
        try stopIfUnwanted()
    }

    func stopIfClosed() throws(TransportError) {
        guard socket != nil, !isClosed.load(ordering: .sequentiallyConsistent) else { throw .closed(address) }
    }

    /// Like `stopIfEnded`, before there is a connection.
    func stopIfUnwanted() throws(TransportError) {
        guard !isClosed.load(ordering: .sequentiallyConsistent) else { throw .closed(address) }
        guard !Task.isCancelled else { throw .cancelled(address) }
    }
}
