public import TransportCore

/// The client's end of an RFC 2217 connection: what to send, what of it is waited for, and how long.
///
/// A value without I/O and clock. Two things are waited for, each at most a second unless more is allowed: whether the server knows option 44,
/// and the answer to a line rate. Everything else is sent and not waited for, since servers differ in what they answer
/// (ser2net 4.3.11 over a pseudo terminal never answers DTR and RTS, some servers answer no second request for what is so
/// already); what comes late is noticed.
///
/// Where the server refuses option 44, or does not answer, the connection goes on as plain telnet. A server that agrees and
/// answers no rate is taken at its word for each, and waited for less from then on. DTR, RTS and break are never sent
/// unasked.
public struct COMPortNegotiator: Sendable {
    /// Whether the far end knows option 44.
    public enum Agreement: Sendable, Hashable {
        /// Not known yet.
        case open
        /// It does: the line can be set up.
        case comPort
        /// It does not, or has not said so in time: bytes pass, and no more.
        case plainTelnet
    }

    /// What came of a rate that was asked for.
    public enum RateAnswer: Sendable, Hashable {
        /// The server runs the port at it.
        case taken
        /// The server runs the port at another one.
        case other(Int)
        /// The server has not said.
        case none
    }

    private struct Awaited {
        /// The rate that an answer is awaited to; `nil` for that to option 44.
        var rate: Int?
        var deadline: TransportInstant
    }

    /// How long a server may take that has let a question for a rate pass before.
    private static let shortPatience = Duration.milliseconds(200)
    /// How far a server may miss a rate: half of what 8N1 tolerates, the rest is the board's.
    private static let rateTolerance = 0.025
    /// As many rates as are remembered to have had no answer yet.
    private static let mostUnanswered = 8

    /// Whether the far end knows option 44.
    public private(set) var agreement = Agreement.open
    /// The line rate in bits per second that the server runs the port at, as far as it says; else what was asked for.
    public private(set) var baud: Int
    /// Whether the server wants no data at present.
    public private(set) var isSuspended = false
    /// What came of the last rate that was asked for.
    public private(set) var rateAnswer = RateAnswer.none

    private var codec = TelnetCodec(
        ours: [.binary, .suppressGoAhead, .comPort],
        theirs: [.binary, .suppressGoAhead, .echo, .comPort]
    )
    private var awaited: Awaited?
    /// Rates that were asked for and not answered, the oldest first.
    private let patience: Duration
    private var unanswered: [Int] = []
    private var answersRates = true
    private var output: [UInt8] = []

    /// Makes an end that has said nothing yet.
    /// - Parameters:
    ///   - baud: The line rate to begin with, in bits per second.
    ///   - patience: How long each of the two answers is waited for.
    public init(baud: Int, patience: Duration = .seconds(1)) {
        self.baud = baud
        self.patience = patience
    }

    /// Until when something is waited for; `nil` while nothing is.
    public var deadline: TransportInstant? { awaited?.deadline }

    /// What is to be sent, before any further data.
    public mutating func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }

    // MARK: Sending

    /// Offers option 44 and asks for eight bits in both directions.
    public mutating func start(at now: TransportInstant) {
        codec.offer(.comPort)
        codec.offer(.binary)
        codec.ask(for: .binary)
        codec.ask(for: .suppressGoAhead)
        output += codec.takeOutput()
        awaited = Awaited(rate: nil, deadline: now.advanced(by: patience))
    }

    /// Asks for a line rate; `rateAnswer` is set once `deadline` is `nil`.
    public mutating func request(baud: UInt32, at now: TransportInstant) {
        guard agreement == .comPort else { return }
        say(.setBaudRate(baud))
        unanswered = unanswered.suffix(Self.mostUnanswered - 1) + [Int(baud)]
        rateAnswer = .none
        let limit = answersRates ? patience : min(patience, Self.shortPatience)
        awaited = Awaited(rate: Int(baud), deadline: now.advanced(by: limit))
    }

    /// Sends a command and waits for nothing.
    public mutating func say(_ command: COMPortOption) {
        codec.send(command.body(from: .client), in: .comPort)
        output += codec.takeOutput()
    }

    /// Data as it goes over the wire now.
    public func encode(_ data: ArraySlice<UInt8>) -> [UInt8] { codec.encode(data) }

    /// How far the first `count` bytes of encoded data go, and what has to follow them.
    public func data(in count: Int, of encoded: [UInt8]) -> (count: Int, rest: ArraySlice<UInt8>) {
        codec.data(in: count, of: encoded)
    }

    // MARK: Receiving

    /// Takes bytes of the wire; what of them is data.
    public mutating func receive(_ bytes: some Sequence<UInt8>, at now: TransportInstant) -> [UInt8] {
        var data: [UInt8] = []
        for event in codec.feed(bytes) {
            switch event {
            case .data(let bytes): data += bytes
            case .negotiation: settleAgreement(at: now)
            case .subnegotiation(.comPort, let body):
                if let command = COMPortOption(body, from: .server) { heard(command) }
            case .subnegotiation: break
            }
        }
        output += codec.takeOutput()
        return data
    }

    /// Time has passed; ends a wait that has become too long.
    public mutating func pass(to now: TransportInstant) {
        guard let awaited, now >= awaited.deadline else { return }
        self.awaited = nil
        if awaited.rate == nil {
            agreement = .plainTelnet
        } else {
            answersRates = false
            baud = awaited.rate ?? baud
        }
    }

    private mutating func settleAgreement(at now: TransportInstant) {
        // pyserial's server says WILL, as if it were the client; ser2net says DO.
        if codec.uses(.comPort) || codec.farEndUses(.comPort) {
            guard agreement != .comPort else { return }
            // One that agrees late is given the line's settings, too.
            agreement = .comPort
            setUpLine(at: now)
        } else if agreement == .open, codec.isRefused(.comPort) {
            agreement = .plainTelnet
            awaited = nil
        }
    }

    private mutating func setUpLine(at now: TransportInstant) {
        say(.setDataSize(8))
        say(.setParity(1))
        say(.setStopSize(1))
        guard let rate = UInt32(exactly: baud) else { return }
        request(baud: rate, at: now)
    }

    private mutating func heard(_ command: COMPortOption) {
        switch command {
        case .flowControlSuspend: isSuspended = true
        case .flowControlResume: isSuspended = false
        case .setBaudRate(let rate): heard(rate: Int(rate))
        // Answers to what is not waited for, and what the modem does.
        default: break
        }
    }

    private mutating func heard(rate: Int) {
        guard let awaited, let asked = awaited.rate else {
            // Late, or told unasked; a rate of 0 says nothing.
            if rate > 0, let last = unanswered.last, Self.isNear(rate, last) { (unanswered, rateAnswer) = ([], .taken) }
            return
        }
        answersRates = true
        if rate == 0 || Self.isNear(rate, asked) {
            (self.awaited, unanswered, rateAnswer, baud) = (nil, [], .taken, asked)
        } else if let late = unanswered.dropLast().firstIndex(where: { Self.isNear(rate, $0) }) {
            unanswered.removeSubrange(...late)
        } else {
            (self.awaited, unanswered, rateAnswer, baud) = (nil, [], .other(rate), rate)
        }
    }

    private static func isNear(_ rate: Int, _ asked: Int) -> Bool {
        abs(Double(rate - asked)) <= Double(asked) * rateTolerance
    }
}
