import Testing
import TransportCore

/// The outcome of sequences through the reset circuits.
struct ResetOutcomeTests {
    private static let opened = ModemLines(dtr: true, rts: true)
    private static let released = ModemLines(dtr: false, rts: false)
    private static let all = [
        released, ModemLines(dtr: false, rts: true), ModemLines(dtr: true, rts: false), opened,
    ]

    @Test(arguments: [ResetCircuit.classic, .usbSerialJTAG, .directRTS])
    func ourSequencesStartTheApplicationFromWhereverTheLinesAre(circuit: ResetCircuit) throws {
        let sequence = try #require(circuit.intoApplication)
        for lines in Self.all {
            #expect(sequence.outcome(on: circuit, from: lines) == .application, "\(lines)")
        }
    }

    @Test(
        arguments: [
            (ResetSequence.esptoolClassic, ResetCircuit.classic), (.esptoolUnixTight, .classic),
            (.esptoolUSBSerialJTAG, .usbSerialJTAG),
        ]
    )
    func esptoolsWaysIntoDownloadModeLeadThereAndAreRefused(sequence: ResetSequence, circuit: ResetCircuit) {
        for lines in Self.all {
            #expect(sequence.outcome(on: circuit, from: lines) == .download, "\(lines)")
            #expect(throws: ResetSequenceError(.doesNotStart(.download, circuit, from: lines))) {
                try sequence.check(on: circuit, from: lines)
            }
        }
    }

    @Test(
        arguments: [
            // RTS alone resets only if DTR is released; otherwise it leaves the boot pin low.
            ("R1|W0.1|R0", ResetCircuit.classic, released, ResetOutcome.application),
            ("R1|W0.1|R0", .classic, opened, .bootPinHeld),
            ("R1|W0.1|R0", .directRTS, opened, .application),
            ("R1|W0.2|R0", .usbSerialJTAG, released, .application),
            ("R1|W0.2|R0", .usbSerialJTAG, opened, .bootPinHeld),
            // An earlier program may have set the flag.
            ("U0,1|W0.2|U0,0", .usbSerialJTAG, opened, .download),
            // EN rises while DTR is asserted for a moment: only a longer assertion counts.
            ("U0,1|W0.1|U1,0|W0.005|U0,0", .classic, released, .application),
            ("U0,1|W0.1|U1,0|W0.01|U0,0", .classic, released, .download),
            ("U0,1|W0.1|U1,0", .classic, released, .download),
            ("U0,1|W0.1|U0,0|W0.05|U1,0", .classic, released, .bootPinHeld),
            ("U0,1|W0.1", .classic, released, .heldInReset),
            ("U0,1|W0.004999999|U0,0", .classic, released, .tooBrief),
            ("U0,1|W0.005|U0,0", .classic, released, .application),
            ("U1,1|W0.1|U0,0", .classic, released, .nothing),
            ("U0,1|W0.1|U0,0", .none, opened, .nothing),
            ("U0,1|W0.1|U0,0", .cdc, opened, .nothing),
            ("D0|R0", .directRTS, opened, .tooBrief),
        ]
    )
    func theTruthTableDecides(text: String, circuit: ResetCircuit, from: ModemLines, expected: ResetOutcome) throws {
        #expect(try ResetSequence(parsing: text).outcome(on: circuit, from: from) == expected)
    }

    @Test(
        arguments: [
            // DTR, RTS, EN low, boot pin low: equal lines have no effect.
            (false, false, false, false), (true, true, false, false), (false, true, true, false),
            (true, false, false, true),
        ]
    )
    func twoTransistors(dtr: Bool, rts: Bool, holdsReset: Bool, holdsBootPin: Bool) {
        let pins = ResetPins(.classic, lines: ModemLines(dtr: dtr, rts: rts))
        #expect(pins.holdsReset == holdsReset)
        #expect(pins.holdsBootPin == holdsBootPin)
    }

    @Test func openingAndClosingInOneRequestResetsOnlyDirectlyWiredBoards() {
        for circuit in ResetCircuit.allCases {
            var pins = ResetPins(circuit, lines: Self.released)
            let opening = pins.set(Self.opened)
            let closing = pins.set(Self.released)
            #expect(opening == (circuit == .directRTS ? .holds : .nothing))
            #expect(closing == (circuit == .directRTS ? .releases : .nothing))
        }
    }

    @Test func theRefusalNamesTheRightSequence() {
        let error = #expect(throws: ResetSequenceError.self) {
            try ResetSequence.esptoolClassic.check(on: .classic, from: Self.opened)
        }
        #expect(
            error?.message
                == "With the circuit classic, from DTR 1 and RTS 1, the reset sequence leads into download mode; "
                + "no line was changed."
        )
        #expect(error?.nextStep.contains("U0,1|W0.1|U0,0") == true)
    }
}
