import TransportCore

/// Decides which line of the transfer goes out next, from the board's replies.
///
/// The board names the offset that it expects and the host follows; a reply that is lost, doubled or late does no harm.
/// After a refusal or a silence nothing new is sent until the board, asked for its offset, has said where to go on.
/// A value without clock and I/O.
struct TransferWindow: Sendable {
    /// What the driver is to do.
    enum Action: Sendable, Hashable {
        /// Send the line that starts at this offset.
        case send(from: Int)
        /// Ask the board for the offset that it expects.
        case ask
        /// Make the board write what it holds in memory: whole pages, or all that is left.
        case flush(all: Bool)
        /// Wait for a reply until then.
        case wait(until: TransportInstant)
        /// Every byte is acknowledged.
        case finish
        /// The board has not moved on for too long.
        case giveUp
    }

    /// The size of the image in bytes.
    let size: Int
    /// How many lines may be in flight.
    private(set) var width: WindowWidth
    /// How long a reply may take before the board is asked.
    let patience: Duration
    /// How long the offset may stay where it is.
    let stallLimit: Duration

    /// How many bytes the board may hold in memory before it has to write them; `nil` where each line is written at once.
    var pendingLimit: Int?
    /// Whether the board holds something back that it has to write at the end.
    let holdsBack: Bool

    /// How many bytes the board has taken.
    private(set) var acknowledged = 0
    /// How many lines were sent a second time.
    private(set) var retries = 0

    private var inFlight: [Range<Int>] = []
    private var next = 0
    private var furthest = 0
    private var flushed = 0
    private var isFlushing = false
    private var flushesAll = false
    private var hasFlushedAll = false
    private var mustAsk = false
    private var hasAsked = false
    private var waitingSince: TransportInstant
    private var lastAdvance: TransportInstant

    init(
        size: Int,
        width: WindowWidth,
        holdsBack: Bool = false,
        now: TransportInstant,
        patience: Duration = .seconds(3),
        stallLimit: Duration = .seconds(20)
    ) {
        (self.size, self.patience, self.stallLimit) = (size, patience, stallLimit)
        self.width = width
        self.holdsBack = holdsBack
        (waitingSince, lastAdvance) = (now, now)
    }

    /// What to do at this moment.
    /// - Parameter end: where the line would end that starts at the next offset.
    func action(at now: TransportInstant, lineEnd end: (_ offset: Int) -> Int = { $0 }) -> Action {
        if lastAdvance.duration(to: now) >= stallLimit { return .giveUp }
        if mustAsk { return hasAsked ? wait : .ask }
        if isFlushing { return wait }
        if acknowledged >= size { return holdsBack && !hasFlushedAll ? .flush(all: true) : .finish }
        guard inFlight.count < width.current, next < size else { return wait }
        if let pendingLimit, end(next) - flushed > pendingLimit {
            return inFlight.isEmpty ? .flush(all: false) : wait
        }
        return .send(from: next)
    }

    private var wait: Action {
        .wait(until: waitingSince.advanced(by: patience))
    }

    /// A line was sent.
    mutating func sent(_ range: Range<Int>, at now: TransportInstant) {
        if range.lowerBound < furthest { retries += 1 }
        furthest = max(furthest, range.upperBound)
        if inFlight.isEmpty { waitingSince = now }
        inFlight.append(range)
        next = range.upperBound
    }

    /// The board was told to write what it holds.
    mutating func flushing(all: Bool, at now: TransportInstant) {
        (isFlushing, flushesAll) = (true, all)
        waitingSince = now
    }

    /// The board was asked for its offset.
    mutating func asked(at now: TransportInstant) {
        hasAsked = true
        waitingSince = now
    }

    /// The board took a line, or says that it expects a certain offset.
    mutating func taken(next offset: Int, at now: TransportInstant) {
        guard isBoundary(offset) else { return lost() }
        if endFlush(at: offset, now) { return }
        advance(to: offset, at: now)
    }

    /// The board refused a line or answered the question, and expects this offset.
    mutating func refused(next offset: Int, at now: TransportInstant) {
        guard isBoundary(offset) else { return lost() }
        // What writes all that is left always says that it took it: a refusal answers an older question.
        if !flushesAll, endFlush(at: offset, now) { return }
        advance(to: offset, at: now)
        if hasAsked {
            (mustAsk, hasAsked) = (false, false)
            inFlight.removeAll()
            next = offset
        } else if inFlight.first?.lowerBound == offset {
            lost()
        }
    }

    /// A line or a reply was lost: something else came, or nothing for too long.
    mutating func lost() {
        if !mustAsk { width.lost() }
        (mustAsk, hasAsked, isFlushing) = (true, false, false)
        inFlight.removeAll()
    }

    /// Takes an answer for that of a flush that is under way; whether it was one.
    private mutating func endFlush(at offset: Int, _ now: TransportInstant) -> Bool {
        guard isFlushing, offset == acknowledged else { return false }
        isFlushing = false
        flushed = acknowledged
        hasFlushedAll = flushesAll
        (waitingSince, lastAdvance) = (now, now)
        return true
    }

    private mutating func advance(to offset: Int, at now: TransportInstant) {
        waitingSince = now
        guard offset > acknowledged else { return }
        acknowledged = offset
        lastAdvance = now
        let count = inFlight.count
        inFlight.removeAll { $0.upperBound <= offset }
        width.took(lines: count - inFlight.count)
    }

    private func isBoundary(_ offset: Int) -> Bool {
        offset == acknowledged || inFlight.contains { $0.upperBound == offset }
            || (hasAsked && offset >= acknowledged && offset <= furthest)
    }
}
