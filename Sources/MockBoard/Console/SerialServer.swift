import TransportCore

/// A serial server between the adapter and the host: it collects what comes until there is a gap, and sends it over a
/// network.
///
/// A value without clock: packets are taken in the order of their moments, which may have passed.
struct SerialServer {
    private let gap: SimulatedTime
    private let longestWait: SimulatedTime
    private let toHost: SimulatedTime

    private var collected = 0
    private var first: SimulatedTime = 0
    private var last: SimulatedTime = 0
    private var sent: [ConsoleTransmitter.Packet] = []

    init(_ path: NetworkPath) {
        gap = path.gap.nanoseconds
        longestWait = path.longestWait.nanoseconds
        toHost = path.toHost.nanoseconds
    }

    /// The adapter hands over a packet.
    mutating func take(_ packet: ConsoleTransmitter.Packet) {
        if collected > 0, departure < packet.at { send() }
        if collected == 0 { first = packet.at }
        last = packet.at
        collected += packet.count
    }

    /// How many more bytes the host has by now.
    mutating func delivered(at now: SimulatedTime) -> Int {
        if collected > 0, departure <= now { send() }
        let there = sent.prefix { $0.at <= now }
        sent.removeFirst(there.count)
        return there.reduce(0) { $0 + $1.count }
    }

    /// When something goes on by itself; `never` while there is nothing.
    var nextStep: SimulatedTime {
        min(collected > 0 ? departure : .never, sent.first?.at ?? .never)
    }

    /// Drops what has not reached the host.
    mutating func discard() {
        collected = 0
        sent.removeAll()
    }

    private var departure: SimulatedTime {
        min(last + gap, first + longestWait)
    }

    private mutating func send() {
        sent.append(ConsoleTransmitter.Packet(at: departure + toHost, count: collected))
        collected = 0
    }
}
