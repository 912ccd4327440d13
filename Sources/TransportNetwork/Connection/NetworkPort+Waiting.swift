import Synchronization
import TransportCore
import TransportPosix

/// Everything that blocks the port's thread.
extension NetworkPort {
    /// As much data is sent at once; the rest is encoded when its turn comes, by the options that hold then.
    private static let piece = 4096
    /// As much is taken in while something else is waited for.
    private static let fullInbox = 256 * 1024
    /// What no server that reads lets come together.
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
            // Telnet commands are not what was asked for, however many of them come.
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
                // What is left of an escape goes with the next thing that is sent.
                if rest.isEmpty { return }
                let sent = bytes.count - rest.count
                throw .notTaken(address, sent: sent, of: bytes.count, isSuspended: wire.isSuspended)
            }
            wait(for: wire.isSuspended && outbox.isEmpty ? [] : .writable, until: deadline)
            if wire.negotiator != nil, inbox.count < Self.fullInbox { pull() }
        }
    }

    /// Sends some of the data; whether all of what was tried went.
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

    /// Sends and takes until nothing of the protocol is waited for any more.
    ///
    /// Does not end with its task unless it is told to, for rate and lines work in a cancelled task too.
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

    /// Waits until all that is to be sent was handed to the kernel; whether it was by the deadline.
    func flush(until deadline: TransportInstant) -> Bool {
        while true {
            send()
            guard !outbox.isEmpty else { return true }
            guard loss == nil, now < deadline else { return false }
            _ = socket?.wait(for: .writable, or: wakeup, until: deadline)
        }
    }

    /// Takes and throws away what comes until the server has closed, too.
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

    /// Takes what is there.
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

    /// Sends what goes before data, as far as it goes.
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

    /// Time has passed.
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

    /// The far end has closed, or the connection broke; bytes that came before are read first.
    private func end(_ code: Int32?) {
        let (bytes, notice) = notices.end()
        inbox += bytes
        loss = notice.map { .refused(address, $0) } ?? code.map { .using(address, $0) } ?? .lost(address)
    }

    /// Nothing can be sent any more; why may be among what came before.
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

    /// A port that was closed and a task that was cancelled go no further, also where nothing would have to wait.
    func stopIfEnded() throws(TransportError) {
        try stopIfClosed()
        try stopIfUnwanted()
    }

    func stopIfClosed() throws(TransportError) {
        guard socket != nil, !isClosed.load(ordering: .sequentiallyConsistent) else { throw .closed(address) }
    }

    /// As `stopIfEnded`, before there is a connection.
    func stopIfUnwanted() throws(TransportError) {
        guard !isClosed.load(ordering: .sequentiallyConsistent) else { throw .closed(address) }
        guard !Task.isCancelled else { throw .cancelled(address) }
    }
}
