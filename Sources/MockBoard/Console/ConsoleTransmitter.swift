/// The way of the board's words to the host: the wire's pace, and the adapter that hands them over in packets.
struct ConsoleTransmitter {
    /// Bytes and the moment at which the host has them.
    struct Packet {
        var at: SimulatedTime
        var bytes: [UInt8]
    }

    static let fifoSize: SimulatedTime = 128
    static let packetSize = 62

    /// The time of a byte on the wire; 0 where there is none.
    var byteTime: SimulatedTime
    /// How long the adapter collects bytes.
    let latency: SimulatedTime

    private var packets: [Packet] = []
    private var head = 0
    private var wireFree: SimulatedTime = 0
    private var collecting: (since: SimulatedTime, bytes: [UInt8])?

    init(byteTime: SimulatedTime, latency: SimulatedTime) {
        self.byteTime = byteTime
        self.latency = latency
    }

    /// Sends bytes; the moment at which the last has left.
    @discardableResult
    mutating func send(_ bytes: some Collection<UInt8>, at now: SimulatedTime) -> SimulatedTime {
        for byte in bytes {
            wireFree = max(wireFree, now) + byteTime
            collect(byte, at: wireFree)
        }
        return max(wireFree, now)
    }

    /// When the writer of bytes sent at `now` may go on: once all but a FIFO's content has left.
    func writerContinues(at now: SimulatedTime) -> SimulatedTime {
        max(now, wireFree - Self.fifoSize * byteTime)
    }

    /// When everything has left.
    func isIdle(at now: SimulatedTime) -> SimulatedTime {
        max(now, wireFree)
    }

    /// When the host gets its next bytes.
    var nextDelivery: SimulatedTime {
        let whole = head < packets.count ? packets[head].at : .never
        return min(whole, collecting.map { $0.since + latency } ?? .never)
    }

    /// What the host has by now.
    mutating func receive(at now: SimulatedTime) -> [UInt8] {
        if let open = collecting, open.since + latency <= now { close(at: open.since + latency) }
        var bytes: [UInt8] = []
        while head < packets.count, packets[head].at <= now {
            bytes += packets[head].bytes
            head += 1
        }
        if head == packets.count {
            packets.removeAll(keepingCapacity: true)
            head = 0
        }
        return bytes
    }

    /// Drops what has not reached the host.
    mutating func discard() {
        packets.removeAll()
        head = 0
        collecting = nil
    }

    private mutating func collect(_ byte: UInt8, at time: SimulatedTime) {
        if let open = collecting, open.since + latency < time { close(at: open.since + latency) }
        if collecting == nil { collecting = (time, []) }
        collecting?.bytes.append(byte)
        if collecting?.bytes.count == Self.packetSize { close(at: time) }
    }

    private mutating func close(at time: SimulatedTime) {
        guard let open = collecting else { return }
        packets.append(Packet(at: time, bytes: open.bytes))
        collecting = nil
    }
}
