/// The options of one of the two ends, and when to answer what is said about them.
///
/// What the own end uses and what the far end uses are told apart; each has such a value. It answers only what changes a
/// state, and offers that it does not want. What was on and is switched off stays off: so nothing is agreed to twice, and
/// two ends of this kind fall silent whatever they were told before (RFC 1143 has the reasons).
struct TelnetOptionSide: Sendable {
    enum State: Sendable, Hashable {
        case off
        /// We asked for it, and no answer has come.
        case requested
        /// We asked for it, and the far end does not want it.
        case refused
        case on
        /// It was on, and the far end switched it off.
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

    /// We ask for it; says whether that has to be sent.
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
