/// The bytes from the host that are on the wire, each with the time of its arrival.
struct ArrivalQueue {
    private var bytes = ByteQueue()
    private var times: [SimulatedTime] = []
    private var head = 0

    /// How many bytes have not arrived.
    var count: Int { bytes.count }

    /// The time of the next arrival.
    var next: SimulatedTime { head < times.count ? times[head] : .never }

    mutating func add(_ byte: UInt8, at time: SimulatedTime) {
        bytes.append(byte)
        times.append(time)
    }

    mutating func popFirst() -> UInt8? {
        guard let byte = bytes.popFirst() else { return nil }
        head += 1
        if head == times.count {
            times.removeAll(keepingCapacity: true)
            head = 0
        }
        return byte
    }

    mutating func removeAll() {
        bytes.removeAll()
        times.removeAll()
        head = 0
    }
}
