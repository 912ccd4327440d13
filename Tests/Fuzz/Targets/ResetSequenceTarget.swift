import TransportCore

/// Any text as a reset sequence: a valid one survives writing and reading, and none that is allowed enters download
/// mode.
public enum ResetSequenceTarget: FuzzTarget {
    /// Its name, `reset-sequence`.
    public static let name = "reset-sequence"

    /// Reads, writes and reads the text again, and tries it on each circuit from each state of the lines.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        let sequence: ResetSequence
        do {
            sequence = try ResetSequence(parsing: String(decoding: bytes, as: UTF8.self))
        } catch {
            try demand(!error.message.isEmpty && !error.nextStep.isEmpty, "an error without a message")
            return
        }
        let text = sequence.description
        try demand(try? ResetSequence(parsing: text), equals: sequence, "“\(text)” changes when written and read")
        try demand(sequence.duration <= ResetSequence.longestWait, "it waits for \(sequence.duration)")
        for circuit in ResetCircuit.allCases {
            for (dtr, rts) in [(false, false), (false, true), (true, false), (true, true)] {
                let lines = ModemLines(dtr: dtr, rts: rts)
                guard sequence.outcome(on: circuit, from: lines) == .application else { continue }
                var pins = ResetPins(circuit, lines: lines, asksForDownload: true)
                for step in sequence.steps {
                    if let lines = step.lines(after: pins.lines) { _ = pins.set(lines) }
                }
                try demand(!pins.holdsReset, "“\(text)” leaves the board in reset")
                try demand(circuit != .classic || !pins.holdsBootPin, "“\(text)” leaves the boot pin low")
            }
        }
    }
}
