package import LuaREPL

/// The measured throughput of a connection to a board.
package struct LinkReport: Sendable, Hashable {
    /// One transfer setting and its result.
    package struct Trial: Sendable, Hashable {
        /// The transfer method.
        package var method: TransferMethod
        /// The line rate in bits per second; `nil` if the console has none.
        package var baud: Int?
        /// The most lines in flight.
        package var window: Int
        /// Bytes per second; `nil` if the trial did not finish.
        package var bytesPerSecond: Double?
        /// Lines that had to be sent again.
        package var retries: Int
    }

    /// What the board is.
    package var identity: BoardIdentity
    /// The response time of an empty statement.
    package var roundTrip: Duration
    /// The trials, in order.
    package var trials: [Trial]

    /// The recommended setting, from the trials without losses if there are any: the first that is about as fast as the
    /// fastest, so that the same connection gets the same recommendation.
    package var recommendation: Trial? {
        let whole = trials.filter { $0.bytesPerSecond != nil }
        let clean = whole.filter { $0.retries == 0 }
        let candidates = clean.isEmpty ? whole : clean
        let fastest = candidates.compactMap(\.bytesPerSecond).max() ?? 0
        return candidates.first { $0.bytesPerSecond ?? 0 >= fastest * Self.aboutAsFast }
    }

    /// The fraction of the highest rate from which a trial counts as about as fast.
    private static let aboutAsFast = 0.95
}
