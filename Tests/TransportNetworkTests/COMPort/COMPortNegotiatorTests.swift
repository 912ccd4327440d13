import Testing
import TransportCore

@testable import TransportNetwork

struct COMPortNegotiatorTests {
    private static let start = TransportInstant(nanoseconds: 1_000_000_000)

    private static func at(_ milliseconds: Int) -> TransportInstant {
        start.advanced(by: .milliseconds(milliseconds))
    }

    private static func answer(_ command: COMPortOption) -> [UInt8] {
        var codec = TelnetCodec(ours: [], theirs: [])
        codec.send(command.body(from: .server), in: .comPort)
        return codec.takeOutput()
    }

    /// The RFC 2217 commands in bytes for a server.
    private static func commands(_ bytes: [UInt8]) -> [COMPortOption] {
        var codec = TelnetCodec(ours: [], theirs: [])
        return codec.feed(bytes).compactMap {
            if case .subnegotiation(.comPort, let body) = $0 { COMPortOption(body, from: .client) } else { nil }
        }
    }

    private static let usual: [COMPortOption] = [
        .setDataSize(8), .setParity(1), .setStopSize(1), .setBaudRate(115_200),
    ]

    /// A negotiator whose server has agreed and answered the rate.
    private static func agreed() -> COMPortNegotiator {
        var negotiator = COMPortNegotiator(baud: 115_200)
        negotiator.start(at: start)
        _ = negotiator.receive([255, 253, 44] + answer(.setBaudRate(115_200)), at: start)
        _ = negotiator.takeOutput()
        return negotiator
    }

    @Test func theInitialCommands() {
        var negotiator = COMPortNegotiator(baud: 115_200)
        #expect(negotiator.takeOutput() == [])
        negotiator.start(at: Self.start)
        #expect(negotiator.takeOutput() == [255, 251, 44, 255, 251, 0, 255, 253, 0, 255, 253, 3])
        #expect(negotiator.deadline == Self.at(1000))
        #expect(negotiator.agreement == .open)
    }

    @Test("the first bytes of ser2net and pyserial", arguments: [[255, 253, 44], [255, 251, 44]] as [[UInt8]])
    func agreement(_ yes: [UInt8]) {
        var negotiator = COMPortNegotiator(baud: 115_200)
        negotiator.start(at: Self.start)
        _ = negotiator.takeOutput()
        #expect(negotiator.receive(yes, at: Self.at(10)) == [])
        #expect(negotiator.agreement == .comPort)
        #expect(Self.commands(negotiator.takeOutput()) == Self.usual)
        #expect(negotiator.deadline == Self.at(1010), "the answer to the rate is awaited")
        #expect(negotiator.receive(Self.answer(.setBaudRate(115_200)) + [62], at: Self.at(20)) == [62])
        #expect(negotiator.deadline == nil)
        #expect(negotiator.rateAnswer == .taken)
    }

    @Test func modemLinesAreNotChangedUnasked() {
        var negotiator = COMPortNegotiator(baud: 115_200)
        negotiator.start(at: Self.start)
        _ = negotiator.receive([255, 253, 44, 255, 251, 44, 255, 251, 1, 255, 253, 0], at: Self.start)
        let commands = Self.commands(negotiator.takeOutput())
        #expect(!commands.contains { if case .setControl = $0 { true } else { false } })
    }

    @Test func aRefusalFallsBackToTelnet() {
        var negotiator = COMPortNegotiator(baud: 115_200)
        negotiator.start(at: Self.start)
        _ = negotiator.receive([255, 254, 44], at: Self.at(5))
        #expect(negotiator.agreement == .plainTelnet)
        #expect(negotiator.deadline == nil)
        #expect(negotiator.receive([62, 255, 255], at: Self.at(6)) == [62, 255])
    }

    @Test func silenceFallsBackToTelnetAfterASecond() {
        var negotiator = COMPortNegotiator(baud: 115_200)
        negotiator.start(at: Self.start)
        negotiator.pass(to: Self.at(999))
        #expect(negotiator.deadline != nil)
        negotiator.pass(to: Self.at(1000))
        #expect(negotiator.deadline == nil)
        #expect(negotiator.agreement == .plainTelnet)
    }

    @Test func aLateAgreementIsAccepted() {
        var negotiator = COMPortNegotiator(baud: 115_200)
        negotiator.start(at: Self.start)
        negotiator.pass(to: Self.at(1000))
        _ = negotiator.takeOutput()
        _ = negotiator.receive([255, 253, 44], at: Self.at(1500))
        #expect(negotiator.agreement == .comPort)
        #expect(Self.commands(negotiator.takeOutput()) == Self.usual)
    }

    @Test("a rate without an answer is assumed to be set, and later waits are shorter")
    func noRateIsAnswered() {
        var negotiator = COMPortNegotiator(baud: 115_200)
        negotiator.start(at: Self.start)
        _ = negotiator.receive([255, 253, 44], at: Self.start)
        negotiator.pass(to: Self.at(1000))
        #expect(negotiator.deadline == nil)
        #expect(negotiator.rateAnswer == .none)
        negotiator.request(baud: 230_400, at: Self.at(2000))
        #expect(negotiator.deadline == Self.at(2200))
        negotiator.pass(to: Self.at(2200))
        #expect(negotiator.baud == 230_400)
        negotiator.request(baud: 115_200, at: Self.at(3000))
        _ = negotiator.receive(Self.answer(.setBaudRate(115_200)), at: Self.at(3100))
        negotiator.request(baud: 230_400, at: Self.at(4000))
        #expect(negotiator.deadline == Self.at(5000), "a server that does answer gets the full time again")
    }

    @Test func anotherRateIsARefusal() {
        var negotiator = Self.agreed()
        negotiator.request(baud: 230_400, at: Self.start)
        _ = negotiator.receive(Self.answer(.setBaudRate(115_200)), at: Self.at(1))
        #expect(negotiator.rateAnswer == .other(115_200))
        #expect(negotiator.baud == 115_200)
        #expect(negotiator.deadline == nil)
    }

    @Test func aRateCloseToTheRequestedOneIsAccepted() {
        var negotiator = Self.agreed()
        negotiator.request(baud: 1_500_000, at: Self.start)
        _ = negotiator.receive(Self.answer(.setBaudRate(1_520_000)), at: Self.at(1))
        #expect(negotiator.rateAnswer == .taken)
        #expect(negotiator.baud == 1_500_000)
    }

    @Test("a late answer to an earlier rate is not the answer to the current one")
    func lateAnswers() {
        var negotiator = Self.agreed()
        negotiator.request(baud: 230_400, at: Self.start)
        negotiator.pass(to: Self.at(1000))
        negotiator.request(baud: 115_200, at: Self.at(1100))
        _ = negotiator.receive(Self.answer(.setBaudRate(230_400)), at: Self.at(1110))
        #expect(negotiator.deadline != nil)
        _ = negotiator.receive(Self.answer(.setBaudRate(115_200)), at: Self.at(1120))
        #expect(negotiator.deadline == nil)
        #expect(negotiator.rateAnswer == .taken)
    }

    @Test func dataIsHeldWhileTheServerSuspendsIt() {
        var negotiator = Self.agreed()
        #expect(!negotiator.isSuspended)
        _ = negotiator.receive(Self.answer(.flowControlSuspend), at: Self.start)
        #expect(negotiator.isSuspended)
        _ = negotiator.receive(Self.answer(.flowControlResume), at: Self.start)
        #expect(!negotiator.isSuspended)
    }

    @Test("unsolicited answers change nothing")
    func otherAnswers() {
        var negotiator = Self.agreed()
        for command in [
            COMPortOption.setControl(.breakOn), .notifyModemState(0xB0), .notifyLineState(0), .signature([65]),
            .purgeData(1), .setBaudRate(9600), .setBaudRate(0),
        ] {
            #expect(negotiator.receive(Self.answer(command), at: Self.start) == [])
        }
        #expect(negotiator.baud == 115_200)
        #expect(negotiator.takeOutput() == [])
    }

    @Test func theRateThatTheServerReportsAtTheStartIsUsed() {
        var negotiator = COMPortNegotiator(baud: 115_200)
        negotiator.start(at: Self.start)
        _ = negotiator.receive([255, 253, 44] + Self.answer(.setBaudRate(9600)), at: Self.start)
        #expect(negotiator.baud == 9600)
        #expect(negotiator.deadline == nil)
    }
}
