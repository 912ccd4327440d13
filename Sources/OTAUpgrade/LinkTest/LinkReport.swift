public import LuaREPL

/// What a connection to a board was measured to carry.
public struct LinkReport: Sendable, Hashable {
    /// One way of sending, tried.
    public struct Trial: Sendable, Hashable {
        /// How the bytes went.
        public var method: TransferMethod
        /// The line rate in bits per second; `nil` where the console has none.
        public var baud: Int?
        /// The most lines in flight.
        public var window: Int
        /// Bytes per second; `nil` where the trial did not come to its end.
        public var bytesPerSecond: Double?
        /// Lines that had to be sent again.
        public var retries: Int
    }

    /// What the board is.
    public var identity: BoardIdentity
    /// How long an empty statement takes to be answered.
    public var roundTrip: Duration
    /// What was tried, in the order in which it was tried.
    public var trials: [Trial]

    /// The way to send, among those that lost nothing if there are any: the first that is about as fast as the fastest, so that
    /// the same connection gets the same recommendation.
    public var recommendation: Trial? {
        let whole = trials.filter { $0.bytesPerSecond != nil }
        let clean = whole.filter { $0.retries == 0 }
        let candidates = clean.isEmpty ? whole : clean
        let fastest = candidates.compactMap(\.bytesPerSecond).max() ?? 0
        return candidates.first { $0.bytesPerSecond ?? 0 >= fastest * Self.aboutAsFast }
    }

    /// The part of the highest rate from which on a trial is about as fast.
    private static let aboutAsFast = 0.95
}
