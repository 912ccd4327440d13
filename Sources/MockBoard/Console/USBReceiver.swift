/// A USB console: packets from the host, a ring, and a task that hands on one byte at a time.
///
/// Sources: `ESP-IDF 5.1.3 usb_serial_jtag.c` (a packet that does not fit the ring of 256 is dropped whole),
/// `esp_system/Kconfig` (a CDC console's buffer has 64 bytes; what comes on top is lost).
struct USBReceiver: ConsoleReceiver {
    static let packetSize = 64

    let bufferSize: Int
    /// Whether a packet is taken whole or not at all.
    let takesWholePackets: Bool
    let queueSize: Int
    let perByte: SimulatedTime

    private(set) var lost = 0
    private var packet = ByteQueue()
    private var packetTime: SimulatedTime = .never
    private var buffer = ByteQueue()
    private var queue = ByteQueue()
    private var held: UInt8?
    private var taskReady: SimulatedTime = 0

    init(bufferSize: Int, takesWholePackets: Bool, queueSize: Int = 100, perByte: SimulatedTime) {
        self.bufferSize = bufferSize
        self.takesWholePackets = takesWholePackets
        self.queueSize = queueSize
        self.perByte = perByte
    }

    mutating func arrive(_ byte: UInt8, at now: SimulatedTime) {
        if now != packetTime { acceptPacket() }
        packetTime = now
        packet.append(byte)
        if packet.count == Self.packetSize { acceptPacket() }
    }

    func nextStep(mask: (SimulatedTime) -> SimulatedTime) -> SimulatedTime {
        if !packet.isEmpty { return packetTime }
        if held != nil { return queue.count < queueSize ? taskReady : .never }
        return buffer.isEmpty ? .never : taskReady + perByte
    }

    mutating func step(at now: SimulatedTime) {
        if !packet.isEmpty {
            acceptPacket()
            taskReady = max(taskReady, now)
            return
        }
        taskReady = now
        guard let byte = held ?? buffer.popFirst() else { return }
        held = queue.count < queueSize ? nil : byte
        if held == nil { queue.append(byte) }
    }

    private mutating func acceptPacket() {
        let room = bufferSize - buffer.count
        if buffer.isEmpty, held == nil, packetTime != .never { taskReady = max(taskReady, packetTime) }
        let taken = packet.count <= room ? packet.count : takesWholePackets ? 0 : room
        lost += packet.count - taken
        buffer.append(packet.takeAll().prefix(taken))
    }

    var hasInput: Bool { !queue.isEmpty }

    mutating func take(at now: SimulatedTime) -> [UInt8] {
        if held != nil { taskReady = max(taskReady, now) }
        return queue.popFirst().map { [$0] } ?? []
    }

    mutating func reset() {
        packet.removeAll()
        buffer.removeAll()
        queue.removeAll()
        held = nil
    }
}
