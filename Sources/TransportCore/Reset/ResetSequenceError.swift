/// Why a text is not a reset sequence, or why a sequence is refused.
public struct ResetSequenceError: Error, Sendable, Hashable {
    /// What is wrong; switch on this, not on the texts.
    public enum Code: Sendable, Hashable {
        /// There is no step.
        case empty
        /// The step with that number, counted from 1, is invalid.
        case invalidStep(String, number: Int)
        /// There are more than `ResetSequence.mostSteps` steps.
        case tooManySteps(Int)
        /// The waits take longer than `ResetSequence.longestWait`.
        case tooLong
        /// On this circuit, from these lines, it does not start the application.
        case doesNotStart(ResetOutcome, ResetCircuit, from: ModemLines)
    }

    /// What is wrong.
    public var code: Code

    /// Makes an error from its fact.
    public init(_ code: Code) {
        self.code = code
    }

    /// What was found: one sentence.
    public var message: String {
        switch code {
        case .empty: "The reset sequence has no step."
        case .invalidStep(let step, let number): "Step \(number) of the reset sequence, “\(step)”, is invalid."
        case .tooManySteps(let count): "The reset sequence has \(count) steps."
        case .tooLong: "The reset sequence waits longer than 10 s."
        case .doesNotStart(let outcome, let circuit, let lines):
            "With the circuit \(circuit.rawValue), from DTR \(lines.dtr ? 1 : 0) and RTS \(lines.rts ? 1 : 0), "
                + "the reset sequence \(outcome.words); no line was changed."
        }
    }

    /// What to do next: one sentence.
    public var nextStep: String {
        switch code {
        case .empty, .invalidStep:
            "Write steps D0, D1, R0, R1, U0,1 (DTR and RTS at once) and W0.1 (wait, in seconds) with | between them."
        case .tooManySteps: "Use at most \(ResetSequence.mostSteps) steps."
        case .tooLong: "Shorten the waits; a tenth of a second is enough to reset a board."
        case .doesNotStart(_, let circuit, _):
            if let sequence = circuit.intoApplication {
                "Name the board's reset circuit, or use the sequence of this circuit, \(sequence)."
            } else {
                "Reset the board with its button, or with node.restart() at its prompt."
            }
        }
    }
}

extension ResetSequenceError: CustomStringConvertible {
    /// What was found and what to do next, in one line.
    public var description: String {
        message + " " + nextStep
    }
}
