/// What a reset sequence does to a chip.
public enum ResetOutcome: String, Sendable, Hashable, CaseIterable {
    /// The chip restarts into its application.
    case application
    /// It restarts into download mode.
    case download
    /// It stays in reset.
    case heldInReset
    /// The boot pin stays low, so the next reset leads into download mode.
    case bootPinHeld
    /// EN is low too briefly for a reliable reset.
    case tooBrief
    /// It does not restart.
    case nothing

    /// The outcome in words, to follow “the reset sequence”.
    var words: String {
        switch self {
        case .application: "starts the application"
        case .download: "leads into download mode"
        case .heldInReset: "leaves the board in reset"
        case .bootPinHeld: "leaves the boot pin low, so that the next reset leads into download mode"
        case .tooBrief: "holds the board in reset for less than 5 ms"
        case .nothing: "does not reset the board"
        }
    }
}

extension ResetSequence {
    /// What the sequence does through a circuit, given the lines before it.
    ///
    /// The download flag of a USB-Serial-JTAG peripheral is assumed to be set unless the lines have cleared it.
    public func outcome(on circuit: ResetCircuit, from lines: ModemLines) -> ResetOutcome {
        var chip = SequencedChip(ResetPins(circuit, lines: lines, asksForDownload: true))
        for step in steps { chip.take(step) }
        return chip.outcome
    }

    /// Checks that the sequence starts the application.
    /// - Throws: `doesNotStart`.
    public func check(on circuit: ResetCircuit, from lines: ModemLines) throws(ResetSequenceError) {
        let outcome = outcome(on: circuit, from: lines)
        guard outcome == .application else {
            throw ResetSequenceError(.doesNotStart(outcome, circuit, from: lines))
        }
    }
}

/// A chip during a sequence.
private struct SequencedChip {
    private var pins: ResetPins
    private var start: ResetOutcome?
    /// How long EN has been low; `nil` if it is not low.
    private var held: Duration?
    /// How long EN still needs to rise; `nil` if it is not rising.
    private var rise: Duration?

    init(_ pins: ResetPins) {
        self.pins = pins
        // It is not known how long EN has been low before; the sequence alone must be long enough.
        held = pins.holdsReset ? .zero : nil
    }

    mutating func take(_ step: ResetSequence.Step) {
        if case .wait(let duration) = step { pass(duration) }
        if let lines = step.lines(after: pins.lines) { set(lines) }
    }

    /// The state of the chip once EN has risen.
    var outcome: ResetOutcome {
        var chip = self
        chip.pass(ResetPins.enableRise)
        if chip.pins.holdsReset { return .heldInReset }
        if chip.start == .download { return .download }
        if chip.pins.holdsBootPin, chip.start != nil || chip.pins.lines.dtr { return .bootPinHeld }
        return chip.start ?? .nothing
    }

    private mutating func pass(_ duration: Duration) {
        if let held { self.held = held + duration }
        guard let rise else { return }
        self.rise = duration < rise ? rise - duration : nil
        guard self.rise == nil else { return }
        start = start == .tooBrief ? .tooBrief : pins.holdsBootPin ? .download : .application
    }

    private mutating func set(_ lines: ModemLines) {
        switch pins.set(lines) {
        case .nothing: break
        case .holds: (held, rise, start) = (.zero, nil, nil)
        case .releases:
            start = (held ?? .zero) < ResetPins.shortestHold ? .tooBrief : nil
            (held, rise) = (nil, ResetPins.enableRise)
        case .restarts(let intoDownload): start = intoDownload ? .download : .application
        }
    }
}
