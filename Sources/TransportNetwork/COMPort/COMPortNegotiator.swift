package import TransportCore

/// The client's end of an RFC 2217 connection: what to send, which answers to wait for, and how long.
///
/// A value without I/O and clock. It waits for two answers, by default at most a second each: whether the server supports
/// option 44, and the answer to a line rate. It does not wait for other answers, since servers differ in what they answer
/// (ser2net 4.3.11 over a pseudo terminal never answers DTR and RTS; some servers do not answer a second request for the
/// same state). Late answers are still processed.
///
/// If the server refuses option 44, or does not answer, the connection continues as plain telnet. If the server agrees but
/// does not answer a rate, the rate is assumed to be set, and later waits are shorter. DTR, RTS and break are never sent
/// automatically.
package struct COMPortNegotiator: Sendable {
    /// Whether the far end supports option 44.
    package enum Agreement: Sendable, Hashable {
        /// Not known yet.
        case open
        /// It does: the line can be configured.
        case comPort
        /// It does not, or did not answer in time: only bytes pass.
        case plainTelnet
    }

    /// The answer to a requested rate.
    package enum RateAnswer: Sendable, Hashable {
        /// The server runs the port at the requested rate.
        case taken
        /// The server runs the port at another rate.
        case other(Int)
        /// The server has not answered.
        case none
    }

    private struct Awaited {
        /// The rate whose answer is awaited; `nil` for the answer to option 44.
        var rate: Int?
        var deadline: TransportInstant
    }

    /// The time limit for a server that has not answered a rate before.
    private static let shortPatience = Duration.milliseconds(200)
    /// The tolerance of a server's rate: half of what 8N1 tolerates; the other half is for the board.
    private static let rateTolerance = 0.025
    /// The maximum number of unanswered rates that are remembered.
    private static let mostUnanswered = 8

    /// Whether the far end supports option 44.
    package private(set) var agreement = Agreement.open
    /// The line rate in bits per second that the server reported; otherwise the requested rate.
    package private(set) var baud: Int
    /// Whether the server has asked to suspend data.
    package private(set) var isSuspended = false
    /// The answer to the last requested rate.
    package private(set) var rateAnswer = RateAnswer.none

    private var codec = TelnetCodec(
        ours: [.binary, .suppressGoAhead, .comPort],
        theirs: [.binary, .suppressGoAhead, .echo, .comPort]
    )
    private var awaited: Awaited?
    /// Requested rates without an answer, the oldest first.
    private let patience: Duration
    private var unanswered: [Int] = []
    private var answersRates = true
    private var output: [UInt8] = []

    /// Makes an end that has sent nothing yet.
    /// - Parameters:
    ///   - baud: The initial line rate, in bits per second.
    ///   - patience: The time limit for each of the two answers.
    package init(baud: Int, patience: Duration = .seconds(1)) {
        self.baud = baud
        self.patience = patience
    }

    /// The end of the current wait; `nil` if there is none.
    package var deadline: TransportInstant? { awaited?.deadline }

    /// The bytes to send before any further data.
    package mutating func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }

    // MARK: Sending

    /// Offers option 44 and requests eight bits in both directions.
    package mutating func start(at now: TransportInstant) {
        codec.offer(.comPort)
        codec.offer(.binary)
        codec.ask(for: .binary)
        codec.ask(for: .suppressGoAhead)
        output += codec.takeOutput()
        awaited = Awaited(rate: nil, deadline: now.advanced(by: patience))
    }

    /// Requests a line rate; `rateAnswer` is set once `deadline` is `nil`.
    package mutating func request(baud: UInt32, at now: TransportInstant) {
        guard agreement == .comPort else { return }
        say(.setBaudRate(baud))
        unanswered = unanswered.suffix(Self.mostUnanswered - 1) + [Int(baud)]
        rateAnswer = .none
        let limit = answersRates ? patience : min(patience, Self.shortPatience)
        awaited = Awaited(rate: Int(baud), deadline: now.advanced(by: limit))
    }

    /// Sends a command without waiting for an answer.
    package mutating func say(_ command: COMPortOption) {
        codec.send(command.body(from: .client), in: .comPort)
        output += codec.takeOutput()
    }

    /// The current encoded form of data.
    package func encode(_ data: ArraySlice<UInt8>) -> [UInt8] { codec.encode(data) }

    /// How much data the first `count` encoded bytes contain, and which bytes must follow them.
    package func data(in count: Int, of encoded: [UInt8]) -> (count: Int, rest: ArraySlice<UInt8>) {
        codec.data(in: count, of: encoded)
    }

    // MARK: Receiving

    /// Takes received bytes; returns the data in them.
    package mutating func receive(_ bytes: some Sequence<UInt8>, at now: TransportInstant) -> [UInt8] {
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

    /// Ends a wait whose time is up.
    package mutating func pass(to now: TransportInstant) {
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
        // pyserial's server sends WILL, as if it were the client; ser2net sends DO.
        if codec.uses(.comPort) || codec.farEndUses(.comPort) {
            guard agreement != .comPort else { return }
            // A server that agrees late also gets the line settings.
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
        // Answers that are not awaited, and modem states.
        default: break
        }
    }

    private mutating func heard(rate: Int) {
        guard let awaited, let asked = awaited.rate else {
            // A late or unsolicited answer; a rate of 0 has no meaning.
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
