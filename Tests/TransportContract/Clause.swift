public import Testing

extension TransportContract {
    /// One promise.
    public enum Clause: String, CaseIterable, Sendable, CustomTestStringConvertible {
        // Bytes
        /// All 256 byte values reach the peer, however the host cuts them up.
        case allValuesReachThePeer
        /// All 256 byte values reach the host, however the peer cuts them up.
        case allValuesReachTheHost
        /// A long transfer to the peer comes in order and whole.
        case orderIsKeptToThePeer
        /// A long transfer to the host comes in order and whole.
        case orderIsKeptToTheHost
        /// A write of no bytes succeeds and sends none.
        case writingNothingIsNothing

        // Deadlines
        /// A read ends with the first bytes, long before its deadline.
        case readEndsWithTheFirstBytes
        /// A read that gets nothing ends empty, at its deadline and not before.
        case readEndsEmptyAtItsDeadline
        /// A read whose deadline lies in the past takes what is there, which a sleep has left.
        case pastDeadlineTakesWhatIsThere
        /// A sleep ends at its deadline, and at once where that lies in the past.
        case sleepEndsAtItsDeadline
        /// A write to a peer that does not read throws `timedOut` at its deadline.
        case writeEndsAtItsDeadline

        // Cancellation
        /// In a task that is cancelled already everything throws `cancelled`, and no byte is taken.
        case cancelledTaskIsRefused
        /// Cancelling the task ends a read that waits.
        case cancellingEndsARead
        /// Cancelling the task ends a sleep.
        case cancellingEndsASleep
        /// Cancelling the task ends a write that waits.
        case cancellingEndsAWrite

        // Ends
        /// `close()` may be called any number of times.
        case closingTwiceIsClosing
        /// After `close()` everything throws `linkLost`.
        case closedTransportIsLost
        /// `close()` ends a read that waits in another task.
        case closingEndsARead
        /// `close()` ends a sleep in another task.
        case closingEndsASleep
        /// `close()` ends a write that waits in another task.
        case closingEndsAWrite
        /// A peer that has gone is seen as `linkLost`, again and again.
        case hangUpIsLost
        /// What a peer sent before it went is read before the loss is seen.
        case hangUpComesAfterBytes
        /// A peer that goes ends a read that waits.
        case hangUpEndsARead

        // The serial line
        /// A rate that was set is the rate that is told, and bytes pass again at the first one.
        case rateIsTaken
        /// A rate of zero or less, or beyond any hardware, throws `unsupported` and changes nothing.
        case impossibleRateIsRefused
        /// Modem lines that were set are told back, where there are any.
        case modemLinesAreTaken
        /// After `close()` the line's controls throw `linkLost`.
        case closedLineIsLost

        /// What a transport must be for the clause to apply.
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
