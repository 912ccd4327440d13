/// A USB console: packets from the host, a ring, and a task that passes on one byte at a time.
///
/// Sources: `ESP-IDF 5.1.3 usb_serial_jtag.c` (a packet that does not fit in the ring of 256 bytes is dropped
/// completely), `esp_system/Kconfig` (the buffer of a CDC console has 64 bytes; the excess is lost).
final class USBReceiver: ConsoleReceiver {
    static let packetSize = 64

    let bufferSize: Int
    /// Whether a packet that does not fit is dropped completely.
    let takesWholePackets: Bool
    let perByte: SimulatedTime

    private(set) var lost = 0
    private var packet = ByteQueue()
    private var packetTime: SimulatedTime = .never
    private var buffer = ByteQueue()
    private var held: UInt8?
    private var taskReady: SimulatedTime = 0

    init(bufferSize: Int, takesWholePackets: Bool, perByte: SimulatedTime) {
        self.bufferSize = bufferSize
        self.takesWholePackets = takesWholePackets
        self.perByte = perByte
    }

    func arrive(_ byte: UInt8, at now: SimulatedTime) {
        if now != packetTime { acceptPacket() }
        packetTime = now
        packet.append(byte)
        if packet.count == Self.packetSize { acceptPacket() }
    }

    func nextStep(queueIsFull: Bool, mask: (SimulatedTime) -> SimulatedTime) -> SimulatedTime {
        if !packet.isEmpty { return packetTime }
        if held != nil { return queueIsFull ? .never : taskReady }
        return buffer.isEmpty ? .never : taskReady + perByte
    }

    func step(at now: SimulatedTime, posting queue: inout TaskQueue) {
        if !packet.isEmpty {
            acceptPacket()
            taskReady = max(taskReady, now)
            return
        }
        taskReady = now
        guard let byte = held ?? buffer.popFirst() else { return }
        held = queue.post(.byte(byte)) ? nil : byte
    }

    private func acceptPacket() {
        let room = bufferSize - buffer.count
        if buffer.isEmpty, held == nil, packetTime != .never { taskReady = max(taskReady, packetTime) }
        let taken = packet.count <= room ? packet.count : takesWholePackets ? 0 : room
        lost += packet.count - taken
        buffer.append(packet.takeAll().prefix(taken))
    }

    var priority: Int { 0 }
    var hasInput: Bool { false }

    func take(at now: SimulatedTime) -> [UInt8] { [] }

    func reset() {
        packet.removeAll()
        buffer.removeAll()
        held = nil
    }
}
