/// The path of the board's output to the host: the wire's pace, and the adapter that delivers packets.
struct ConsoleTransmitter {
    /// Bytes that are available from a certain time; only their number, as the bytes themselves are in a queue.
    struct Packet: Hashable {
        var at: SimulatedTime
        var count: Int
    }

    static let fifoSize: SimulatedTime = 128
    static let packetSize = 62

    /// The time of a byte on the wire; 0 if there is no wire.
    var byteTime: SimulatedTime
    /// How long the adapter collects bytes.
    let latency: SimulatedTime
    /// The network to the host; `nil` if the adapter is local to the host.
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

    /// Sends bytes; returns when the last one has been sent.
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

    /// When a writer whose bytes were sent at `now` can continue: once the rest fits in the FIFO.
    func writerContinues(at now: SimulatedTime) -> SimulatedTime {
        max(now, wireFree - Self.fifoSize * byteTime)
    }

    /// When everything has been sent.
    func isIdle(at now: SimulatedTime) -> SimulatedTime {
        max(now, wireFree)
    }

    /// The minimum time from sending a byte to its arrival at the host: the adapter's latency or a full packet.
    var leastDelay: SimulatedTime {
        min(latency, SimulatedTime(Self.packetSize - collecting.count) * byteTime)
    }

    /// When the host can next receive bytes.
    var nextDelivery: SimulatedTime {
        let whole = head < packets.count ? packets[head].at : .never
        let next = min(whole, collecting.count > 0 ? collecting.at + latency : .never)
        return min(next, server?.nextStep ?? .never)
    }

    /// The bytes that the host has received by now.
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

    /// Drops the bytes that have not reached the host.
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
