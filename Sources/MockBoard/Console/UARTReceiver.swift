/// A UART: hardware FIFO, interrupt, driver buffer, and the task that passes bytes on to Lua's task.
///
/// Sources: `ESP-IDF 5.1.3 components/driver/uart/uart.c` (thresholds, stash, reset on overflow, and a tick's wait in
/// `uart_check_buf_full` after each byte that is read while the stash does not fit, which 5.3.2 lacks); `nodemcu-firmware
/// dev-esp32 user_main.c` (256-byte ring, one byte at a time, queue of 100); `dev-esp32-idf4-legacy platform.c` (blobs, at
/// most four outstanding); `dev-esp32-idf3-final console.c` (queue of 256, bytes dropped one by one).
final class UARTReceiver: ConsoleReceiver {
    /// How the driver's buffer is emptied.
    enum Delivery: Hashable {
        /// A task posts one byte at a time to the high-priority queue. The driver waits for space until the next
        /// multiple of `stashWait`, or not at all if that is zero.
        case bytes(perByte: SimulatedTime, stashWait: SimulatedTime)
        /// A task passes on all available bytes; there is a maximum number of pieces in flight.
        case pieces(limit: Int)
        /// Lua's task takes all available bytes.
        case everything
    }

    static let fifoSize = 128

    let fifoThreshold: Int
    let symbolsOfSilence: Int
    let bufferSize: Int
    /// Whether a full buffer keeps one FIFO's content in the stash, and an overflow empties the FIFO.
    let hasStash: Bool
    let delivery: Delivery
    var byteTime: SimulatedTime

    private(set) var lost = 0
    private(set) var fullestFIFO = 0

    private var fifo = ByteQueue()
    private var buffer = ByteQueue()
    private var stash = ByteQueue()
    private var pieces: [[UInt8]] = []
    private var lastArrival: SimulatedTime = 0
    private var thresholdReached: SimulatedTime = .never
    private var taskReady: SimulatedTime = 0
    private var held: UInt8?
    private var overflowed = false

    init(
        fifoThreshold: Int,
        symbolsOfSilence: Int,
        bufferSize: Int,
        hasStash: Bool,
        delivery: Delivery,
        byteTime: SimulatedTime
    ) {
        self.fifoThreshold = fifoThreshold
        self.symbolsOfSilence = symbolsOfSilence
        self.bufferSize = bufferSize
        self.hasStash = hasStash
        self.delivery = delivery
        self.byteTime = byteTime
    }

    // MARK: From the wire

    func arrive(_ byte: UInt8, at now: SimulatedTime) {
        lastArrival = now
        guard fifo.count < Self.fifoSize else {
            lost += 1
            overflowed = true
            return
        }
        fifo.append(byte)
        fullestFIFO = max(fullestFIFO, fifo.count)
        if fifo.count == fifoThreshold { thresholdReached = now }
    }

    func nextStep(queueIsFull: Bool, mask: (SimulatedTime) -> SimulatedTime) -> SimulatedTime {
        // Neither interrupts nor tasks run while the flash is busy.
        min(nextInterrupt(mask: mask), mask(nextDelivery(queueIsFull: queueIsFull)))
    }

    func step(at now: SimulatedTime, posting queue: inout TaskQueue) {
        if nextDelivery(queueIsFull: queue.isFull) <= now { deliver(to: &queue, at: now) } else { interrupt(at: now) }
    }

    private var isBlocked: Bool { !stash.isEmpty }

    private func nextInterrupt(mask: (SimulatedTime) -> SimulatedTime) -> SimulatedTime {
        guard !fifo.isEmpty else { return .never }
        // While the stash is in use, only an overflow is handled.
        if isBlocked { return overflowed ? mask(lastArrival) : .never }
        let silence = lastArrival + SimulatedTime(symbolsOfSilence) * byteTime
        return mask(min(thresholdReached, silence))
    }

    private func interrupt(at now: SimulatedTime) {
        thresholdReached = .never
        if isBlocked {
            lost += fifo.count
            fifo.removeAll()
            overflowed = false
            return
        }
        overflowed = false
        if case .pieces(let limit) = delivery, buffer.isEmpty, pieces.count < limit {
            pieces.append(fifo.takeAll())
        } else if hasStash {
            if buffer.count + fifo.count <= bufferSize {
                buffer.append(contentsOf: fifo)
            } else {
                stash = fifo
            }
            fifo.removeAll()
        } else {
            while let byte = fifo.popFirst() {
                if buffer.count < bufferSize { buffer.append(byte) } else { lost += 1 }
            }
        }
        if case .bytes = delivery { taskReady = max(taskReady, now) }
    }

    // MARK: To Lua's task

    var priority: Int { if case .pieces = delivery { 1 } else { 0 } }

    private func nextDelivery(queueIsFull: Bool) -> SimulatedTime {
        guard case .bytes(let perByte, _) = delivery else { return .never }
        if held != nil { return queueIsFull ? .never : taskReady }
        return buffer.isEmpty ? .never : taskReady + perByte
    }

    private func deliver(to queue: inout TaskQueue, at now: SimulatedTime) {
        taskReady = now
        let byte: UInt8
        if let waiting = held {
            byte = waiting
        } else {
            guard let next = buffer.popFirst() else { return }
            byte = next
            unstash()
            if isBlocked, case .bytes(_, let wait) = delivery, wait > 0 {
                // The read returns at the next tick; only then is the byte posted.
                taskReady = (now / wait + 1) * wait
                held = byte
                return
            }
        }
        held = queue.post(.byte(byte)) ? nil : byte
    }

    private func unstash() {
        guard !stash.isEmpty, buffer.count + stash.count <= bufferSize else { return }
        buffer.append(contentsOf: stash)
        stash.removeAll()
        if fifo.count >= fifoThreshold { thresholdReached = lastArrival }
    }

    var hasInput: Bool {
        switch delivery {
        case .bytes: false
        case .pieces: !pieces.isEmpty || !buffer.isEmpty
        case .everything: !buffer.isEmpty
        }
    }

    func take(at now: SimulatedTime) -> [UInt8] {
        switch delivery {
        case .bytes: return []
        case .pieces:
            let piece = pieces.isEmpty ? [] : pieces.removeFirst()
            if !buffer.isEmpty {
                pieces.append(buffer.takeAll())
                unstash()
            }
            return piece.isEmpty && !pieces.isEmpty ? pieces.removeFirst() : piece
        case .everything:
            return buffer.takeAll()
        }
    }

    func reset() {
        fifo.removeAll()
        buffer.removeAll()
        stash.removeAll()
        pieces.removeAll()
        held = nil
        overflowed = false
        thresholdReached = .never
    }
}
