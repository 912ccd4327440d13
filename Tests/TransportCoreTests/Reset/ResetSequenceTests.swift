import Testing
import TransportCore

/// The text form of reset sequences.
struct ResetSequenceTests {
    @Test(
        arguments: [
            "D0|R1|W0.1|D1|R0|W0.05|D0", "U0,1|W0.1|U0,0", "W10", "W0.000000001", "W0",
        ]
    )
    func textIsReadAndWritten(text: String) throws {
        #expect(try ResetSequence(parsing: text).description == text)
    }

    @Test func everyKindOfStepIsRead() throws {
        let sequence = try ResetSequence(parsing: " D0 | R1|U1, 0 |W.5|W2. ")
        #expect(
            sequence.steps == [
                .dtr(false), .rts(true), .both(ModemLines(dtr: true, rts: false)), .wait(.milliseconds(500)),
                .wait(.seconds(2)),
            ]
        )
        #expect(sequence.duration == .milliseconds(2500))
        #expect(sequence.description == "D0|R1|U1,0|W0.5|W2")
    }

    @Test(
        arguments: [
            ("D0|X1", "X1", 2), ("D2", "D2", 1), ("D0||R1", "", 2), ("U1", "U1", 1), ("U0,1,0", "U0,1,0", 1),
            ("W-1", "W-1", 1), ("W1e3", "W1e3", 1), ("W.", "W.", 1), ("W0.0000000001", "W0.0000000001", 1),
            ("W٣", "W٣", 1), ("d0", "d0", 1), ("D0|", "", 2),
        ]
    )
    func aStepThatIsNoneIsToldWithItsPlace(text: String, step: String, number: Int) {
        let error = #expect(throws: ResetSequenceError.self) { try ResetSequence(parsing: text) }
        #expect(error?.code == .invalidStep(step, number: number))
        #expect(error?.description.contains("W0.1 (wait, in seconds)") == true)
    }

    @Test func emptyAndTooLongSequencesAreRefused() {
        let error = ResetSequenceError.self
        #expect(throws: ResetSequenceError(.empty)) { try ResetSequence(parsing: "  ") }
        #expect(throws: ResetSequenceError(.tooLong)) { try ResetSequence(parsing: "W9|W0.5|W0.500000001") }
        #expect(throws: Never.self) { try ResetSequence(parsing: "W9|W1") }
        let steps = Array(repeating: "D0", count: 65).joined(separator: "|")
        #expect(throws: error) { try ResetSequence(parsing: steps) }
        #expect(throws: error) { try ResetSequence([.wait(.seconds(-1))]) }
        #expect(throws: ResetSequenceError(.empty)) { try ResetSequence([]) }
    }

    @Test func theKnownSequencesMatchEsptool() {
        #expect("\(ResetSequence.esptoolClassic)" == "D0|R1|W0.1|D1|R0|W0.05|D0")
        #expect("\(ResetSequence.esptoolUnixTight)" == "U0,0|U1,1|U0,1|W0.1|U1,0|W0.05|U0,0|D0")
        #expect("\(ResetSequence.esptoolUSBSerialJTAG)" == "R0|D0|W0.1|D1|R0|W0.1|R1|D0|R1|W0.1|D0|R0")
        #expect("\(ResetSequence.esptoolHard)" == "R1|W0.1|R0")
        #expect(ResetCircuit.classic.intoApplication?.description == "U0,1|W0.1|U0,0")
        #expect(ResetCircuit.directRTS.intoApplication?.description == "U0,1|W0.1|U0,0")
        #expect(ResetCircuit.usbSerialJTAG.intoApplication?.description == "U0,0|U0,1|W0.2|U0,0")
        #expect(ResetCircuit.cdc.intoApplication == nil)
        #expect(ResetCircuit.none.intoApplication == nil)
    }
}
