/// The options of one of the two ends, and when to answer negotiations about them.
///
/// There is one such value for the options of this end and one for those of the far end. It answers only state changes,
/// and offers that it does not want. An option that was switched off stays off: so nothing is agreed to twice, and two
/// ends of this kind always fall silent (RFC 1143 has the reasons).
struct TelnetOptionSide: Sendable {
    enum State: Sendable, Hashable {
        case off
        /// Requested, and not answered yet.
        case requested
        /// Requested, and refused by the far end.
        case refused
        case on
        /// Was on, and switched off by the far end.
        case ended
    }

    enum Answer: Sendable, Hashable {
        case agree
        case refuse
    }

    private let wanted: Set<TelnetOption>
    private var states: [TelnetOption: State] = [:]

    init(wanting wanted: Set<TelnetOption>) {
        self.wanted = wanted
    }

    subscript(option: TelnetOption) -> State {
        states[option, default: .off]
    }

    /// Requests an option; returns whether a request must be sent.
    mutating func request(_ option: TelnetOption) -> Bool {
        guard self[option] == .off else { return false }
        states[option] = .requested
        return true
    }

    /// The far end wants it on, or agrees.
    mutating func heardYes(_ option: TelnetOption) -> Answer? {
        guard wanted.contains(option) else { return .refuse }
        let before = self[option]
        guard before != .ended else { return .refuse }
        states[option] = .on
        return before == .on || before == .requested ? nil : .agree
    }

    /// The far end wants it off, or does not agree.
    mutating func heardNo(_ option: TelnetOption) -> Answer? {
        switch self[option] {
        case .off, .refused, .ended: return nil
        case .requested:
            states[option] = .refused
            return nil
        case .on:
            states[option] = .ended
            return .refuse
        }
    }
}
