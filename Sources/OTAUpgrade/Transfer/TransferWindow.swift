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

    /// How many bytes the board has taken.
    private(set) var acknowledged = 0
    /// How many lines were sent a second time.
    private(set) var retries = 0

    private var inFlight: [Range<Int>] = []
    private var next = 0
    private var furthest = 0
    private var mustAsk = false
    private var hasAsked = false
    private var waitingSince: TransportInstant
    private var lastAdvance: TransportInstant

    init(
        size: Int,
        width: WindowWidth,
        now: TransportInstant,
        patience: Duration = .seconds(3),
        stallLimit: Duration = .seconds(20)
    ) {
        (self.size, self.patience, self.stallLimit) = (size, patience, stallLimit)
        self.width = width
        (waitingSince, lastAdvance) = (now, now)
    }

    /// What to do at this moment.
    func action(at now: TransportInstant) -> Action {
        if acknowledged >= size { return .finish }
        if lastAdvance.duration(to: now) >= stallLimit { return .giveUp }
        if mustAsk { return hasAsked ? .wait(until: waitingSince.advanced(by: patience)) : .ask }
        if inFlight.count < width.current, next < size { return .send(from: next) }
        return .wait(until: waitingSince.advanced(by: patience))
    }

    /// Whether every line that was sent has been answered.
    var isQuiet: Bool {
        inFlight.isEmpty
    }

    /// A line was sent.
    mutating func sent(_ range: Range<Int>, at now: TransportInstant) {
        if range.lowerBound < furthest { retries += 1 }
        furthest = max(furthest, range.upperBound)
        if inFlight.isEmpty { waitingSince = now }
        inFlight.append(range)
        next = range.upperBound
    }

    /// The board was asked for its offset.
    mutating func asked(at now: TransportInstant) {
        hasAsked = true
        waitingSince = now
    }

    /// The board took a line, or says that it expects a certain offset.
    mutating func taken(next offset: Int, at now: TransportInstant) {
        guard isBoundary(offset) else { return lost() }
        advance(to: offset, at: now)
    }

    /// The board refused a line or answered the question, and expects this offset.
    mutating func refused(next offset: Int, at now: TransportInstant) {
        guard isBoundary(offset) else { return lost() }
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
        (mustAsk, hasAsked) = (true, false)
        inFlight.removeAll()
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
        offset == acknowledged || inFlight.contains { $0.upperBound == offset } || (hasAsked && offset <= furthest)
    }
}
