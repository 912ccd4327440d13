import TransportCore

/// Decides which line of the transfer is sent next, from the board's replies.
///
/// The board names the offset that it expects, and the host follows. After a refusal or a silence, nothing is sent again
/// until the board has answered an order by its number, which proves that no older reply is still to come. If the board
/// accepts everything after all, since it was only busy, the transfer continues.
/// A value without clock and I/O.
struct TransferWindow: Sendable {
    /// What the driver must do.
    enum Action: Sendable, Hashable {
        /// Send the line that starts at this offset.
        case send(from: Int)
        /// Wait until the wire is quiet, then ask the board for the offset that it expects.
        case ask(number: Int)
        /// Make the board write what it holds in memory: complete pages, or all that is left.
        case flush(all: Bool, number: Int)
        /// Wait for a reply until this moment.
        case wait(until: TransportInstant)
        /// Every byte is written.
        case finish
        /// The board has made no progress for too long.
        case giveUp
    }

    private enum Mode: Sendable, Hashable {
        case sending
        /// Something is missing: a reply, or a line.
        case inDoubt
        /// The board was asked with this order.
        case asking(Int)
        /// The board is writing after this order.
        case flushing(Int, all: Bool)
    }

    /// The size of the image in bytes.
    let size: Int
    /// How many lines may be in flight.
    private(set) var width: WindowWidth
    /// How long a reply may take before the board is asked for its offset.
    private(set) var patience: TransferPatience
    /// How long the board may be silent; it may answer without progress for three times as long.
    let stallLimit: Duration

    /// How many bytes the board may hold in memory before it has to write them; `nil` if each line is written at once.
    var pendingLimit: Int?

    /// How many bytes the board has accepted.
    private(set) var acknowledged = 0
    /// How many lines were sent a second time.
    private(set) var retries = 0
    /// Whether a line is known to have been damaged or lost since the board was last asked.
    private(set) var hasSeenLoss = false
    /// How many orders in a row got no answer.
    private(set) var unansweredOrders = 0

    private var mode = Mode.sending
    private var orders = 0
    private var inFlight: [Range<Int>] = []
    private var next = 0
    private var furthest = 0
    private var flushed = 0
    private var hasFlushedAll = false
    /// How often the board has reported a loss since its last progress.
    private(set) var resumesInVain = 0
    private var waitingSince: TransportInstant
    private var lastAnswer: TransportInstant
    private var lastAdvance: TransportInstant

    init(
        size: Int,
        width: WindowWidth,
        now: TransportInstant,
        patience: Duration = .seconds(3),
        stallLimit: Duration = .seconds(20)
    ) {
        (self.size, self.width, self.stallLimit) = (size, width, stallLimit)
        self.patience = TransferPatience(shortest: patience)
        (waitingSince, lastAnswer, lastAdvance) = (now, now, now)
    }

    /// Whether the board was asked and has not answered.
    var isAsking: Bool { if case .asking = mode { true } else { false } }

    /// What to do now.
    /// - Parameter end: the end of the line that would start at the next offset.
    func action(at now: TransportInstant, lineEnd end: (_ offset: Int) -> Int = { $0 }) -> Action {
        if lastAnswer.duration(to: now) >= stallLimit || lastAdvance.duration(to: now) >= stallLimit * 3 {
            return .giveUp
        }
        switch mode {
        case .inDoubt: return .ask(number: orders + 1)
        case .asking, .flushing: return wait
        case .sending: break
        }
        // The partial page at the end is written once, so nothing may be missing before it.
        if acknowledged >= size { return hasFlushedAll ? .finish : .flush(all: true, number: orders + 1) }
        guard inFlight.count < width.current, next < size else { return wait }
        // The board handles an order after the lines before it, and the wire is quiet until it answers.
        if let pendingLimit, end(next) - flushed > pendingLimit { return .flush(all: false, number: orders + 1) }
        return .send(from: next)
    }

    private var wait: Action {
        .wait(until: waitingSince.advanced(by: patience.current))
    }

    // MARK: What the host did

    /// A line was sent.
    mutating func sent(_ range: Range<Int>, at now: TransportInstant) {
        if range.lowerBound < furthest { retries += 1 }
        furthest = max(furthest, range.upperBound)
        if inFlight.isEmpty { waitingSince = now }
        inFlight.append(range)
        next = range.upperBound
    }

    /// The board was ordered to write what it holds.
    mutating func flushing(all: Bool, at now: TransportInstant) {
        orders += 1
        mode = .flushing(orders, all: all)
        waitingSince = now
    }

    /// The board was asked for its offset.
    mutating func asked(at now: TransportInstant) {
        orders += 1
        mode = .asking(orders)
        hasSeenLoss = false
        waitingSince = now
    }

    // MARK: What the board answered

    /// The board accepted a line, and expects this offset.
    mutating func taken(next offset: Int, at now: TransportInstant) {
        guard isPossible(offset) else { return confused() }
        advance(to: offset, at: now)
        guard inFlight.isEmpty, acknowledged == next else { return }
        switch mode {
        // Nothing was lost after all.
        case .inDoubt, .asking: mode = .sending
        case .sending, .flushing: break
        }
    }

    /// The board refused a line, and expects this offset.
    mutating func refused(next offset: Int, at now: TransportInstant) {
        guard isPossible(offset) else { return confused() }
        advance(to: offset, at: now)
        confused()
    }

    /// The board has carried out the order of that number, and expects this offset.
    mutating func obeyed(order: Int, next offset: Int, at now: TransportInstant) {
        // An answer to an older order: the board is alive and will also answer the newest.
        waitingSince = now
        switch mode {
        case .asking(order): _ = resumes(at: offset, now)
        case .flushing(order, let all):
            guard resumes(at: offset, now) else { return }
            (flushed, hasFlushedAll) = (acknowledged, all && acknowledged == size)
            lastAdvance = now
        case .asking, .flushing, .sending, .inDoubt: break
        }
    }

    /// Continues from the offset that the board expects, unless it is impossible; lines in flight have been handled or lost.
    private mutating func resumes(at offset: Int, _ now: TransportInstant) -> Bool {
        guard isPossible(offset) else {
            confused()
            return false
        }
        advance(to: offset, at: now)
        patience.answered()
        unansweredOrders = 0
        lastAnswer = now
        if offset < next {
            width.lost()
            resumesInVain += 1
        }
        inFlight.removeAll()
        (mode, next) = (.sending, offset)
        return true
    }

    /// A line arrived damaged, or something other than a reply was received.
    mutating func confused() {
        hasSeenLoss = true
        if case .sending = mode { mode = .inDoubt }
    }

    /// An order was lost, so it must be sent again.
    mutating func orderWasLost() {
        confused()
        mode = .inDoubt
    }

    /// Nothing was received during the wait.
    mutating func silence() {
        switch mode {
        case .asking, .flushing:
            unansweredOrders += 1
            patience.unanswered()
        case .sending, .inDoubt: break
        }
        mode = .inDoubt
    }

    private mutating func advance(to offset: Int, at now: TransportInstant) {
        waitingSince = now
        guard offset > acknowledged else { return }
        acknowledged = offset
        resumesInVain = 0
        (lastAnswer, lastAdvance) = (now, now)
        patience.answered()
        let count = inFlight.count
        inFlight.removeAll { $0.upperBound <= offset }
        width.took(lines: count - inFlight.count)
    }

    private func isPossible(_ offset: Int) -> Bool {
        offset == acknowledged || inFlight.contains { $0.upperBound == offset }
    }
}
