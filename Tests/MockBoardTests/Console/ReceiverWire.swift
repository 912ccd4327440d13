@testable import MockBoard

/// A wire into a receiver, whose bytes nobody takes until `take` is called, as if Lua were busy.
struct ReceiverWire<Receiver: ConsoleReceiver> {
    var receiver: Receiver
    private var queue = TaskQueue(places: 100)
    let byteTime: SimulatedTime
    /// While the flash is busy no interrupt runs.
    var mask: ClosedRange<SimulatedTime>?
    private(set) var now: SimulatedTime = 0

    init(_ receiver: Receiver, byteTime: SimulatedTime = 86_805) {
        self.receiver = receiver
        self.byteTime = byteTime
    }

    /// Sends bytes one after another.
    mutating func send(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            run(until: now + byteTime)
            receiver.arrive(byte, at: now)
        }
    }

    mutating func send(_ count: Int) {
        send((0..<count).lazy.map { UInt8(truncatingIfNeeded: $0) })
    }

    /// Sends bytes that arrive together, like those of a USB packet.
    mutating func sendPacket(_ bytes: some Sequence<UInt8>) {
        run(until: now + byteTime)
        for byte in bytes { receiver.arrive(byte, at: now) }
        rest()
    }

    mutating func sendPacket(_ count: Int) {
        sendPacket((0..<count).lazy.map { UInt8(truncatingIfNeeded: $0) })
    }

    /// Advances the time without bytes.
    mutating func run(until end: SimulatedTime) {
        while true {
            let next = receiver.nextStep(queueIsFull: queue.isFull, mask: unmasked)
            guard next <= end else { break }
            now = max(now, next)
            receiver.step(at: now, posting: &queue)
        }
        now = max(now, end)
    }

    mutating func rest(_ duration: SimulatedTime = 100_000_000) {
        run(until: now + duration)
    }

    /// Posts entries that do not come from the receiver.
    mutating func post(_ count: Int) {
        for _ in 0..<count { queue.post(.call {}) }
    }

    var hasInput: Bool { receiver.hasInput || !queue.isEmpty }

    /// The bytes that Lua's task takes next; none for an entry that does not come from the receiver.
    mutating func take() -> [UInt8] {
        if receiver.hasInput { return receiver.take(at: now) }
        guard case .byte(let byte) = queue.popFirst() else { return [] }
        return [byte]
    }

    /// Takes everything that Lua's task would get, one after another.
    mutating func takeAll() -> [[UInt8]] {
        var taken: [[UInt8]] = []
        while true {
            while hasInput { taken.append(take()) }
            let before = now
            rest()
            guard hasInput else {
                now = before
                return taken
            }
        }
    }

    private func unmasked(_ time: SimulatedTime) -> SimulatedTime {
        guard time != .never, let mask, mask.contains(time) else { return time }
        return mask.upperBound + 1
    }
}
