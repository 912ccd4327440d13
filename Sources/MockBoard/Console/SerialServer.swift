import TransportCore

/// A serial server between the adapter and the host: it collects bytes until there is a gap, and sends them over a
/// network.
///
/// A value without a clock: packets are processed in the order of their times, which may be in the past.
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

    /// The adapter delivers a packet.
    mutating func take(_ packet: ConsoleTransmitter.Packet) {
        if collected > 0, departure < packet.at { send() }
        if collected == 0 { first = packet.at }
        last = packet.at
        collected += packet.count
    }

    /// How many more bytes the host has received by now.
    mutating func delivered(at now: SimulatedTime) -> Int {
        if collected > 0, departure <= now { send() }
        let there = sent.prefix { $0.at <= now }
        sent.removeFirst(there.count)
        return there.reduce(0) { $0 + $1.count }
    }

    /// When the next event is due; `never` if there is none.
    var nextStep: SimulatedTime {
        min(collected > 0 ? departure : .never, sent.first?.at ?? .never)
    }

    /// Drops the bytes that have not reached the host.
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
