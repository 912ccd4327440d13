import Glibc
import TransportCore
import TransportPosix

/// Opening of a connection.
extension NetworkPort {
    /// Looks up the host's addresses and tries one after the other.
    func connect(_ settings: NetworkSettings) throws(TransportError) -> OwnedDescriptor {
        let end = now.advanced(by: settings.connectLimit)
        let addresses = try addresses(by: settings.resolver, until: end)
        var refusal: Int32 = EADDRNOTAVAIL
        for (index, candidate) in addresses.enumerated() {
            // An address that does not answer must not use up the time of the others.
            let share = now.duration(to: end) / (addresses.count - index)
            let (raw, code) = Socket.connecting(to: candidate)
            guard raw >= 0 else {
                refusal = worse(refusal, code)
                continue
            }
            let socket = OwnedDescriptor(adopting: raw)
            let failure = code == EINPROGRESS ? try outcome(of: socket, until: now.advanced(by: share)) : code
            if failure == 0 { return socket }
            refusal = worse(refusal, failure)
        }
        throw .connecting(address, refusal)
    }

    /// The more informative of two errors: a host that refuses exists.
    private func worse(_ first: Int32, _ second: Int32) -> Int32 {
        first == ECONNREFUSED ? first : second
    }

    private func addresses(
        by resolver: @escaping Resolver,
        until end: TransportInstant
    ) throws(TransportError) -> [SocketAddress] {
        let (host, port) = address.hostAndPort
        let lookup: NameLookup
        do {
            lookup = try NameLookup(host, port, by: resolver, waking: wakeup)
        } catch {
            throw .system(address, error.call, error.code)
        }
        while true {
            if let result = lookup.result {
                do {
                    return try result.get()
                } catch {
                    throw .unknownHost(address, error.reason)
                }
            }
            try stopIfUnwanted()
            guard now < end else { throw .unknownHost(address, "no name server answered in time") }
            _ = wakeup.wait(until: end)
        }
    }

    /// Waits for a started connection; `ETIMEDOUT` if it is not established in time.
    private func outcome(
        of socket: borrowing OwnedDescriptor,
        until deadline: TransportInstant
    ) throws(TransportError) -> Int32 {
        while true {
            try stopIfUnwanted()
            let events = socket.wait(for: .writable, or: wakeup, until: deadline)
            if !events.isDisjoint(with: [.writable, .troubled]) { return Socket.failure(of: socket) }
            if now >= deadline { return ETIMEDOUT }
        }
    }

    /// Configures the line if the protocol supports it, and listens for a server that explains why it refuses.
    func agree(listening noticeWait: Duration) throws(TransportError) {
        wire.negotiator?.start(at: now)
        try exchange(endsOnCancel: true)
        if wire.negotiator == nil { try listen(until: now.advanced(by: noticeWait)) }
        while let deadline = notices.deadline, inbox.isEmpty { try listen(until: deadline) }
        if let loss, inbox.isEmpty { throw loss }
    }

    /// Receives until the first data, or until a deadline.
    private func listen(until deadline: TransportInstant) throws(TransportError) {
        repeat {
            try stopIfEnded()
            pull()
            guard inbox.isEmpty, loss == nil else { return }
            wait(for: .readable, until: min(deadline, notices.deadline ?? deadline))
            pass()
        } while now < deadline
    }
}
