import Testing

@testable import TransportNetwork

struct TelnetCodecTests {
    private static let values = (0...255).map { UInt8($0) }

    private static func end() -> TelnetCodec {
        TelnetCodec(ours: [.binary, .suppressGoAhead, .comPort], theirs: [.binary, .suppressGoAhead, .echo])
    }

    /// An end that uses BINARY in both directions.
    private static func binaryEnd() -> TelnetCodec {
        var end = end()
        end.offer(.binary)
        end.ask(for: .binary)
        _ = end.feed([255, 253, 0, 255, 251, 0])
        _ = end.takeOutput()
        return end
    }

    /// The events of bytes that are fed in pieces of a length, with adjacent data joined.
    private static func events(_ bytes: [UInt8], by length: Int, at end: TelnetCodec = end()) -> [TelnetCodec.Event] {
        var end = end
        var events: [TelnetCodec.Event] = []
        for start in stride(from: 0, to: bytes.count, by: length) {
            for event in end.feed(bytes[start..<min(bytes.count, start + length)]) {
                if case .data(let more) = event, case .data(let data) = events.last {
                    events[events.count - 1] = .data(data + more)
                } else {
                    events.append(event)
                }
            }
        }
        return events
    }

    @Test("all values pass, in any pieces", arguments: [false, true])
    func allValuesPass(isBinary: Bool) {
        let end = isBinary ? Self.binaryEnd() : Self.end()
        let data = Self.values + [13, 0, 13, 10, 13, 13, 255, 255, 240, 13]
        let encoded = end.encode(data[...])
        for length in 1...7 {
            #expect(Self.events(encoded, by: length, at: end) == [.data(data)])
        }
    }

    @Test func onlyIACIsDoubledInBinary() {
        #expect(Self.binaryEnd().encode([13, 0, 255, 13, 10]) == [13, 0, 255, 255, 13, 10])
    }

    @Test func aCarriageReturnIsFollowedByLineFeedOrNUL() {
        #expect(Self.end().encode([13, 65, 13, 10, 13]) == [13, 0, 65, 13, 10, 13, 0])
    }

    @Test func aNULAfterACarriageReturnIsDataInBinary() {
        #expect(Self.events([13, 0, 65], by: 1) == [.data([13, 65])])
        #expect(Self.events([13, 0, 65], by: 1, at: Self.binaryEnd()) == [.data([13, 0, 65])])
    }

    @Test("BINARY takes effect directly after its command, even within one piece")
    func binaryBeginsInTheMiddle() {
        let bytes: [UInt8] = [13, 0, 255, 251, 0, 13, 0]
        for length in [1, 3, 7] {
            #expect(
                Self.events(bytes, by: length) == [
                    .data([13]), .negotiation(TelnetNegotiation(.will, .binary)), .data([13, 0]),
                ]
            )
        }
    }

    @Test func subnegotiationsAndCommandsAreNotData() {
        var bytes: [UInt8] = [65, 255, 241, 66]
        bytes += [255, 250, 44, 101, 0, 1, 255, 255, 0, 255, 240]
        bytes += [67, 255, 253, 44]
        for length in 1...bytes.count {
            #expect(
                Self.events(bytes, by: length) == [
                    .data([65, 66]), .subnegotiation(.comPort, [101, 0, 1, 255, 0]), .data([67]),
                    .negotiation(TelnetNegotiation(.do, .comPort)),
                ]
            )
        }
    }

    @Test func aSubnegotiationIsEscaped() {
        var end = Self.end()
        end.send([1, 0, 1, 255, 0], in: .comPort)
        #expect(end.takeOutput() == [255, 250, 44, 1, 0, 1, 255, 255, 0, 255, 240])
        #expect(end.takeOutput() == [])
    }

    @Test func aSubnegotiationWithoutEndIsNotBuffered() {
        var end = Self.end()
        #expect(end.feed([255, 250, 44]) == [])
        for _ in 0..<1000 { #expect(end.feed(Self.values.prefix(200)) == []) }
        #expect(end.heldBytes <= TelnetCodec.longestSubnegotiation)
        #expect(end.feed([255, 240, 65]) == [.data([65])], "it is skipped, and the following byte is data")
    }

    @Test func anotherCommandEndsASubnegotiation() {
        #expect(
            Self.events([255, 250, 44, 1, 2, 255, 251, 1, 65], by: 1) == [
                .negotiation(TelnetNegotiation(.will, .echo)), .data([65]),
            ]
        )
    }

    // MARK: Options

    @Test(
        "answers, once each",
        arguments: [
            ([255, 253, 0], [255, 251, 0]), ([255, 253, 99], [255, 252, 99]), ([255, 251, 1], [255, 253, 1]),
            ([255, 251, 99], [255, 254, 99]), ([255, 254, 0], []), ([255, 252, 99], []),
            ([255, 253, 0, 255, 253, 0], [255, 251, 0]),
            ([255, 253, 0, 255, 254, 0, 255, 254, 0], [255, 251, 0, 255, 252, 0]),
            ([255, 253, 0, 255, 254, 0, 255, 253, 0], [255, 251, 0, 255, 252, 0, 255, 252, 0]),
        ] as [([UInt8], [UInt8])]
    )
    func answers(_ heard: [UInt8], _ said: [UInt8]) {
        var end = Self.end()
        _ = end.feed(heard)
        #expect(end.takeOutput() == said)
    }

    @Test func anAnswerToARequestIsNotAnswered() {
        var end = Self.end()
        end.offer(.comPort)
        end.offer(.comPort)
        end.ask(for: .binary)
        #expect(end.takeOutput() == [255, 251, 44, 255, 253, 0])
        _ = end.feed([255, 253, 44, 255, 252, 0])
        #expect(end.takeOutput() == [])
        #expect(end.uses(.comPort) && !end.farEndUses(.binary))
    }

    @Test("two ends of this kind fall silent, whatever their initial state", arguments: 0..<64)
    func twoEndsFallSilent(_ choice: Int) {
        var ends = [Self.end(), Self.end()]
        for (index, option) in [TelnetOption.binary, .comPort, .echo].enumerated() {
            if choice >> index & 1 == 1 { ends[0].offer(option) }
            if choice >> (index + 3) & 1 == 1 { ends[1].ask(for: option) }
        }
        var rounds = 0
        var output = ends[0].takeOutput()
        while rounds < 10, !output.isEmpty || rounds == 0 {
            _ = ends[1].feed(output)
            output = ends[1].takeOutput()
            _ = ends[0].feed(output)
            output = ends[0].takeOutput()
            rounds += 1
        }
        #expect(rounds < 4)
    }

    // MARK: Parts

    @Test func aTruncatedEscapeIsCompletedFirst() {
        let end = Self.end()
        let encoded = end.encode([65, 255, 13, 66])
        #expect(encoded == [65, 255, 255, 13, 0, 66])
        let parts = (0...6).map { end.data(in: $0, of: encoded) }
        #expect(parts.map(\.count) == [0, 1, 2, 2, 3, 3, 4])
        #expect(parts.map { Array($0.rest) } == [[], [], [255], [], [0], [], []])
    }
}
