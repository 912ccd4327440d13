public import Testing

extension TransportContract {
    /// One clause of the contract.
    public enum Clause: String, CaseIterable, Sendable, CustomTestStringConvertible {
        // Bytes
        /// All 256 byte values reach the peer, however the host splits them.
        case allValuesReachThePeer
        /// All 256 byte values reach the host, however the peer splits them.
        case allValuesReachTheHost
        /// A long transfer to the peer arrives in order and completely.
        case orderIsKeptToThePeer
        /// A long transfer to the host arrives in order and completely.
        case orderIsKeptToTheHost
        /// A write of no bytes succeeds and sends none.
        case writingNothingIsNothing

        // Deadlines
        /// A read ends with the first bytes, long before its deadline.
        case readEndsWithTheFirstBytes
        /// A read without bytes ends empty, at its deadline and not before.
        case readEndsEmptyAtItsDeadline
        /// A read whose deadline is in the past takes available bytes, which a sleep has left.
        case pastDeadlineTakesWhatIsThere
        /// A sleep ends at its deadline, and immediately if that is in the past.
        case sleepEndsAtItsDeadline
        /// A write to a peer that does not read throws `timedOut` at its deadline.
        case writeEndsAtItsDeadline

        // Cancellation
        /// In an already cancelled task, every call throws `cancelled`, and no byte is taken.
        case cancelledTaskIsRefused
        /// Cancelling the task ends a read that waits.
        case cancellingEndsARead
        /// Cancelling the task ends a sleep.
        case cancellingEndsASleep
        /// Cancelling the task ends a write that waits.
        case cancellingEndsAWrite

        // Ends
        /// `close()` can be called any number of times.
        case closingTwiceIsClosing
        /// After `close()` every call throws `linkLost`.
        case closedTransportIsLost
        /// `close()` ends a read that waits in another task.
        case closingEndsARead
        /// `close()` ends a sleep in another task.
        case closingEndsASleep
        /// `close()` ends a write that waits in another task.
        case closingEndsAWrite
        /// A peer that has disappeared is reported as `linkLost`, also on later calls.
        case hangUpIsLost
        /// Bytes that a peer sent before it disappeared are read before the loss is reported.
        case hangUpComesAfterBytes
        /// A peer that disappears ends a read that waits.
        case hangUpEndsARead

        // The serial line
        /// A rate that was set is reported, and bytes pass again at the original rate.
        case rateIsTaken
        /// A rate of zero or less, or beyond any hardware, throws `unsupported` and changes nothing.
        case impossibleRateIsRefused
        /// Modem lines that were set are reported, if there are any.
        case modemLinesAreTaken
        /// After `close()` the line's controls throw `linkLost`.
        case closedLineIsLost

        /// The trait that a transport must have for the clause to apply.
        var traits: Traits {
            switch self {
            case .cancellingEndsARead, .cancellingEndsASleep, .closingEndsARead, .closingEndsASleep, .hangUpEndsARead:
                .waitsInRealTime
            case .cancellingEndsAWrite, .closingEndsAWrite: [.waitsInRealTime, .holdsBackWriters]
            case .writeEndsAtItsDeadline: .holdsBackWriters
            case .hangUpComesAfterBytes: .keepsBytesAfterHangUp
            case .rateIsTaken, .impossibleRateIsRefused, .modemLinesAreTaken, .closedLineIsLost: .controlsLine
            default: []
            }
        }

        /// The clause's name, as the test's argument.
        public var testDescription: String {
            rawValue
        }
    }
}
