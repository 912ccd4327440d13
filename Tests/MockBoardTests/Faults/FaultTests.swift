import Testing

@testable import ESPDevice
@testable import MockBoard

@Suite struct FaultTests {
    @Test(arguments: [
        ("drop-byte@100", Fault.dropByte(100)), ("double-byte@1", .doubleByte(1)),
        ("flip-bit@7", .flipBit(byte: 7, bit: nil)), ("flip-bit@7:3", .flipBit(byte: 7, bit: 3)),
        ("drop-reply@12", .dropReply(call: 12)), ("stall@3:2s", .stall(call: 3, .seconds(2))),
        ("stall@3:150ms", .stall(call: 3, .milliseconds(150))),
        ("power-cut@flash-op:9:before", .powerCut(operation: 9, .before)),
        ("power-cut@flash-op:9:after", .powerCut(operation: 9, .after)),
        ("power-cut@flash-op:9:torn", .powerCut(operation: 9, .torn(bytes: nil))),
        ("power-cut@flash-op:9:torn:0", .powerCut(operation: 9, .torn(bytes: 0))),
        ("power-cut@flash-op:9:torn:28", .powerCut(operation: 9, .torn(bytes: 28))),
        ("reset@chunk:4", .reset(.call(4))), ("unplug@5", .unplug(.call(5), .seconds(1))),
        ("unplug@5:300ms", .unplug(.call(5), .milliseconds(300))), ("set-boot-fails", .setBootFails),
        ("image-not-bootable", .imageNotBootable), ("crash-loop", .crashLoop), ("noise", .noise(every: .seconds(1))),
        ("noise:50ms", .noise(every: .milliseconds(50))), ("deaf", .deaf(fromCall: nil)),
        ("deaf@8", .deaf(fromCall: 8)), ("talking", .talking(every: .milliseconds(500))),
        ("talking:2s", .talking(every: .seconds(2))), ("lua-busy:3s", .luaBusy(.seconds(3), percent: 25)),
        ("lua-busy:70ms:100", .luaBusy(.milliseconds(70), percent: 100)), ("lost-alarm", .lostAlarm(percent: 50)),
        ("lost-alarm:7", .lostAlarm(percent: 7)),
    ])
    func everyFormReadsAndWrites(_ text: String, _ fault: Fault) throws {
        #expect(try Fault(text) == fault)
        #expect(fault.description == text)
    }

    @Test(arguments: [
        ("power-cut@9", "power-cut@flash-op:9:torn"), ("power-cut@flash-op:9", "power-cut@flash-op:9:torn"),
        ("reset@4", "reset@chunk:4"), ("unplug@5:1000ms", "unplug@5"), ("noise:1s", "noise"),
        ("stall@1:2000ms", "stall@1:2s"), ("talking:500ms", "talking"), ("lua-busy:1s:25", "lua-busy:1s"),
        ("lost-alarm:50", "lost-alarm"),
    ])
    func shorterFormsMeanTheSame(_ text: String, _ canonical: String) throws {
        #expect(try Fault(text).description == canonical)
    }

    @Test(arguments: [
        ("drop-bite@1", FaultError.Code.unknownName("drop-bite")), ("", .unknownName("")),
        ("DROP-BYTE@1", .unknownName("DROP-BYTE")), ("drop-byte", .missingPlace),
        ("drop-byte:5", .missingPlace), ("drop-byte@", .invalidPlace("")), ("drop-byte@0", .invalidPlace("0")),
        ("drop-byte@-1", .invalidPlace("-1")), ("drop-byte@x", .invalidPlace("x")),
        ("drop-byte@1:2", .invalidArgument("2")), ("flip-bit@1:8", .invalidArgument("8")),
        ("stall@1", .missingArgument), ("stall@1:2", .invalidArgument("2")), ("stall@1:0s", .invalidArgument("0s")),
        ("stall@1:s", .invalidArgument("s")), ("stall@1:2h", .invalidArgument("2h")),
        ("power-cut@flash-op", .missingPlace), ("power-cut@chunk:1", .invalidPlace("chunk")),
        ("power-cut@1:during", .invalidArgument("during")), ("power-cut@1:before:1", .invalidArgument("1")),
        ("set-boot-fails@3", .unexpectedPlace("@3")), ("crash-loop:1", .invalidArgument("1")),
        ("noise@1", .unexpectedPlace("@1")), ("deaf@x", .invalidPlace("x")), ("lua-busy", .missingArgument),
        ("lua-busy:1s:0", .invalidArgument("0")), ("lua-busy:25", .invalidArgument("25")),
        ("lost-alarm:101", .invalidArgument("101")), ("talking:x", .invalidArgument("x")),
    ])
    func anInvalidFaultHasAReason(_ text: String, _ code: FaultError.Code) {
        let error = #expect(throws: FaultError.self) { try Fault(text) }
        #expect(error?.code == code)
        #expect(error?.text == text)
    }

    @Test func aMessageShowsTheCorrectForm() {
        let unknown = FaultError(.unknownName("power"), in: "power")
        for form in FaultForm.all { #expect(unknown.description.contains(form.form)) }
        let wrong = FaultError(.missingArgument, in: "stall@1")
        #expect(wrong.description.contains("Write stall@K:TIME."))
        #expect(wrong.form?.name == "stall")
    }

    /// Each documented form names a valid fault, and there are no other forms.
    @Test func theFormsAreComplete() throws {
        let examples = [
            "drop-byte@1", "double-byte@1", "flip-bit@1", "drop-reply@1", "stall@1:1s", "power-cut@1", "reset@1",
            "unplug@1", "set-boot-fails", "image-not-bootable", "crash-loop", "noise", "talking", "lua-busy:1s",
            "lost-alarm", "deaf",
        ]
        for example in examples { _ = try Fault(example) }
        let names = examples.map { String($0.prefix { $0 != "@" && $0 != ":" }) } + ["seed"]
        #expect(FaultForm.all.map(\.name) == names)
        #expect(FaultForm.all.allSatisfy { $0.form.hasPrefix($0.name) && $0.meaning.hasSuffix(".") })
    }
}
