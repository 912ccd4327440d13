/// The way of the board's words to the host: the wire's pace, and the adapter that hands them over in packets.
struct ConsoleTransmitter {
    /// Bytes that are there from a moment on; only their number, the bytes themselves wait in a queue.
    struct Packet: Hashable {
        var at: SimulatedTime
        var count: Int
    }

    static let fifoSize: SimulatedTime = 128
    static let packetSize = 62

    /// The time of a byte on the wire; 0 where there is none.
    var byteTime: SimulatedTime
    /// How long the adapter collects bytes.
    let latency: SimulatedTime
    /// What takes the packets to the host; `nil` where the host has them at once.
    private var server: SerialServer?

    private var bytes = ByteQueue()
    private var packets: [Packet] = []
    private var head = 0
    private var wireFree: SimulatedTime = 0
    private var collecting = Packet(at: 0, count: 0)

    init(byteTime: SimulatedTime, latency: SimulatedTime, server: SerialServer? = nil) {
        self.byteTime = byteTime
        self.latency = latency
        self.server = server
    }

    /// Sends bytes; the moment at which the last has left.
    @discardableResult
    mutating func send(_ bytes: some Collection<UInt8>, at now: SimulatedTime) -> SimulatedTime {
        for byte in bytes { send(byte, at: now) }
        return isIdle(at: now)
    }

    /// Sends a byte.
    mutating func send(_ byte: UInt8, at now: SimulatedTime) {
        wireFree = max(wireFree, now) + byteTime
        if collecting.count > 0, collecting.at + latency < wireFree { close(at: collecting.at + latency) }
        if collecting.count == 0 { collecting.at = wireFree }
        bytes.append(byte)
        collecting.count += 1
        if collecting.count == Self.packetSize { close(at: wireFree) }
    }

    /// When the writer of bytes sent at `now` may go on: once all but a FIFO's content has left.
    func writerContinues(at now: SimulatedTime) -> SimulatedTime {
        max(now, wireFree - Self.fifoSize * byteTime)
    }

    /// When everything has left.
    func isIdle(at now: SimulatedTime) -> SimulatedTime {
        max(now, wireFree)
    }

    /// How long after it is sent a byte reaches the host at the earliest: when the adapter has waited, or has a packet.
    var leastDelay: SimulatedTime {
        min(latency, SimulatedTime(Self.packetSize - collecting.count) * byteTime)
    }

    /// When the host may get its next bytes.
    var nextDelivery: SimulatedTime {
        let whole = head < packets.count ? packets[head].at : .never
        let next = min(whole, collecting.count > 0 ? collecting.at + latency : .never)
        return min(next, server?.nextStep ?? .never)
    }

    /// What the host has by now.
    mutating func receive(at now: SimulatedTime) -> [UInt8] {
        if collecting.count > 0, collecting.at + latency <= now { close(at: collecting.at + latency) }
        var count = 0
        while head < packets.count, packets[head].at <= now {
            if server != nil { server?.take(packets[head]) } else { count += packets[head].count }
            head += 1
        }
        count += server?.delivered(at: now) ?? 0
        if head == packets.count {
            packets.removeAll(keepingCapacity: true)
            head = 0
        }
        return bytes.take(count)
    }

    /// Drops what has not reached the host.
    mutating func discard() {
        bytes.removeAll()
        packets.removeAll()
        head = 0
        collecting.count = 0
        server?.discard()
    }

    private mutating func close(at time: SimulatedTime) {
        if head < packets.count, packets[packets.count - 1].at == time {
            packets[packets.count - 1].count += collecting.count
        } else {
            packets.append(Packet(at: time, count: collecting.count))
        }
        collecting.count = 0
    }
}
