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

    /// The fastest way that lost nothing; else the fastest that came to its end.
    public var recommendation: Trial? {
        let whole = trials.filter { $0.bytesPerSecond != nil }
        let clean = whole.filter { $0.retries == 0 }
        return (clean.isEmpty ? whole : clean).max { ($0.bytesPerSecond ?? 0) < ($1.bytesPerSecond ?? 0) }
    }
}
