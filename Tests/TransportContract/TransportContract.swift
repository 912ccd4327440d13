import Testing
public import TransportCore

/// The contract of transports, as checks that run against any of them.
///
/// A test target runs all clauses that apply, in one line each:
/// ```swift
/// static let contract = TransportContract([.waitsInRealTime]) { … }
/// @Test(arguments: contract.clauses) func keeps(_ clause: TransportContract.Clause) async throws {
///     try await Self.contract.check(clause)
/// }
/// ```
/// Time is measured only on the transport's clock, so the contract works with simulated time and real time.
public struct TransportContract: Sendable {
    /// A connected transport and its far end.
    public struct Pair: Sendable {
        /// The transport under test.
        public var transport: any ByteTransport
        /// The far end.
        public var peer: any ContractPeer

        /// Makes a pair from its ends.
        public init(_ transport: any ByteTransport, _ peer: any ContractPeer) {
            self.transport = transport
            self.peer = peer
        }
    }

    /// Traits that only some transports have.
    public struct Traits: OptionSet, Sendable {
        /// One bit for each trait.
        public var rawValue: Int

        /// Makes a set from its bits.
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// Waiting takes real time, so other events can end a wait.
        public static let waitsInRealTime = Traits(rawValue: 1)
        /// A peer that does not read stops the host's writes, after less than 16 MB.
        public static let holdsBackWriters = Traits(rawValue: 2)
        /// Unread bytes survive when the peer disappears; the kernel's terminals lose them.
        public static let keepsBytesAfterHangUp = Traits(rawValue: 4)
        /// The transport conforms to `SerialControl`.
        public static let controlsLine = Traits(rawValue: 8)
    }

    let traits: Traits
    let makePair: @Sendable () async throws -> Pair

    /// Makes a contract for one kind of transport.
    /// - Parameters:
    ///   - traits: The traits of this kind of transport.
    ///   - makePair: Makes a fresh, connected pair; called once for each clause.
    public init(_ traits: Traits, makePair: @escaping @Sendable () async throws -> Pair) {
        self.traits = traits
        self.makePair = makePair
    }

    /// The clauses that apply to this kind of transport.
    public var clauses: [Clause] {
        Clause.allCases.filter { traits.isSuperset(of: $0.traits) }
    }

    /// Checks one clause on a fresh pair; failures are recorded as issues of the running test.
    public func check(_ clause: Clause) async throws {
        let pair = try await makePair()
        switch clause {
        case .allValuesReachThePeer: try await pair.allValuesReachThePeer()
        case .allValuesReachTheHost: try await pair.allValuesReachTheHost()
        case .orderIsKeptToThePeer: try await pair.orderIsKeptToThePeer()
        case .orderIsKeptToTheHost: try await pair.orderIsKeptToTheHost()
        case .writingNothingIsNothing: try await pair.writingNothingIsNothing()
        case .readEndsWithTheFirstBytes: try await pair.readEndsWithTheFirstBytes()
        case .readEndsEmptyAtItsDeadline: try await pair.readEndsEmptyAtItsDeadline()
        case .pastDeadlineTakesWhatIsThere: try await pair.pastDeadlineTakesWhatIsThere()
        case .sleepEndsAtItsDeadline: try await pair.sleepEndsAtItsDeadline()
        case .writeEndsAtItsDeadline: try await pair.writeEndsAtItsDeadline()
        case .cancelledTaskIsRefused: try await pair.cancelledTaskIsRefused()
        case .cancellingEndsARead: try await pair.cancellingEnds { try await $0.readForEver() }
        case .cancellingEndsASleep: try await pair.cancellingEnds { try await $0.sleep(until: .distantFuture) }
        case .cancellingEndsAWrite: try await pair.cancellingEnds { try await $0.writeForEver() }
        case .closingTwiceIsClosing: try await pair.closingTwiceIsClosing()
        case .closedTransportIsLost: try await pair.closedTransportIsLost()
        case .closingEndsARead: try await pair.closingEnds { try await $0.readForEver() }
        case .closingEndsASleep: try await pair.closingEnds { try await $0.sleep(until: .distantFuture) }
        case .closingEndsAWrite: try await pair.closingEnds { try await $0.writeForEver() }
        case .hangUpIsLost: try await pair.hangUpIsLost()
        case .hangUpComesAfterBytes: try await pair.hangUpComesAfterBytes()
        case .hangUpEndsARead: try await pair.hangUpEndsARead()
        case .rateIsTaken: try await pair.rateIsTaken()
        case .impossibleRateIsRefused: try await pair.impossibleRateIsRefused()
        case .modemLinesAreTaken: try await pair.modemLinesAreTaken()
        case .closedLineIsLost: try await pair.closedLineIsLost()
        }
        await pair.transport.close()
    }
}
