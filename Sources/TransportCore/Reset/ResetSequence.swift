/// A sequence of DTR and RTS changes with waits between them, which resets a board.
///
/// Its text form is esptool's: `D0|R1|W0.1|D1|R0`, where `D` is DTR, `R` is RTS, `U0,1` sets DTR and RTS at once and `W`
/// waits, in seconds; 1 is asserted (`esptool 5.6 custom_reset_sequence`).
public struct ResetSequence: Sendable, Hashable {
    /// One step.
    public enum Step: Sendable, Hashable {
        /// Sets DTR and leaves RTS as it is.
        case dtr(Bool)
        /// Sets RTS and leaves DTR as it is.
        case rts(Bool)
        /// Sets both lines in one request.
        case both(ModemLines)
        /// Waits; never negative.
        case wait(Duration)

        /// The lines after the step; `nil` if it does not change them.
        public func lines(after lines: ModemLines) -> ModemLines? {
            switch self {
            case .dtr(let isAsserted): ModemLines(dtr: isAsserted, rts: lines.rts)
            case .rts(let isAsserted): ModemLines(dtr: lines.dtr, rts: isAsserted)
            case .both(let lines): lines
            case .wait: nil
            }
        }
    }

    /// The maximum number of steps.
    public static let mostSteps = 64
    /// The maximum total duration of all waits.
    public static let longestWait = Duration.seconds(10)

    /// The steps in order; never empty.
    public let steps: [Step]

    /// Makes a sequence from its steps.
    /// - Throws: `empty`, `tooManySteps`, `tooLong`; `invalidStep` if a wait is negative.
    public init(_ steps: [Step]) throws(ResetSequenceError) {
        guard !steps.isEmpty else { throw ResetSequenceError(.empty) }
        guard steps.count <= Self.mostSteps else { throw ResetSequenceError(.tooManySteps(steps.count)) }
        var wait = Duration.zero
        for (index, step) in steps.enumerated() {
            guard case .wait(let duration) = step else { continue }
            guard duration >= .zero else { throw ResetSequenceError(.invalidStep("\(step)", number: index + 1)) }
            guard duration <= Self.longestWait, wait + duration <= Self.longestWait else {
                throw ResetSequenceError(.tooLong)
            }
            wait += duration
        }
        self.steps = steps
    }

    /// Makes one of the sequences that this library provides.
    init(known steps: [Step]) {
        self.steps = steps
    }

    /// The total duration of its waits.
    public var duration: Duration {
        steps.reduce(.zero) { sum, step in
            if case .wait(let duration) = step { sum + duration } else { sum }
        }
    }
}
