import Testing
import TransportCore

@testable import TransportTrace

/// Edge cases of a replay, with handwritten traces.
@Suite struct ReplayConnectorTests {
    private func replay(_ lines: String) throws -> ReplayConnector {
        ReplayConnector(try #require(try Trace.all(in: "otaflash-trace 1\n" + lines).first))
    }

    @Test func theBoardAnswersAfterTheHost() async throws {
        let replay = try replay("0.0 + baud 9600 /dev/x\n1.0 > ab\n1.0 > c\n3.0 < yes\n3.0 -\n")
        let transport = try await replay.connect()
        let start = await transport.now
        #expect(try await transport.read(until: start.advanced(by: .seconds(5))) == [])
        try await transport.write(Array("a".utf8), until: start)
        try await transport.write(Array("bc".utf8), until: start)
        let early = await transport.now.advanced(by: .milliseconds(500))
        #expect(try await transport.read(until: early) == [])
        #expect(try await transport.read(until: start.advanced(by: .seconds(60))) == Array("yes".utf8))
        #expect(await transport.now == start.advanced(by: .seconds(7)))
        await transport.close()
        #expect(replay.isAtEnd)
        #expect(replay.address == .terminal(path: "/dev/x"))
        #expect(await (transport as? any SerialControl)?.baud == 9600)
    }

    @Test func theFirstDifferenceIsKept() async throws {
        let replay = try replay("# a remark\n0.0 + /dev/x\n0.0 > abc\n")
        let transport = try await replay.connect()
        try await transport.write(Array("a".utf8), until: await transport.now)
        let expected = TraceDifference(line: 4, expected: "> bc", found: "> xc")
        let error = await #expect(throws: TransportError.self) {
            try await transport.write(Array("xc".utf8), until: await transport.now)
        }
        #expect(error?.code == .notAsTraced)
        #expect(error?.message == expected.description)
        #expect(replay.difference == expected)
        await #expect(throws: TransportError.self) { try await transport.read(until: await transport.now) }
        await transport.close()
        #expect(replay.difference == expected)
    }

    @Test func extraBytesAreADifference() async throws {
        let replay = try replay("0.0 + /dev/x\n0.0 > a\n")
        let transport = try await replay.connect()
        await #expect(throws: TransportError.self) {
            try await transport.write(Array("ab".utf8), until: await transport.now)
        }
        #expect(replay.difference == TraceDifference(line: 4, expected: "the end of the run", found: "> b"))
    }

    @Test func failuresAreReplayedInTheirPlaces() async throws {
        let replay = try replay(
            """
            0.0 ! open noDevice Nothing there.
            0.5 + baud 9600 /dev/x
            0.5 ! baud unsupported Too fast.
            0.6 = baud 19200
            0.7 = dtr 1 rts 0
            0.8 ! write linkLost Gone.
            0.8 -
            """
        )
        var error = await #expect(throws: TransportError.self) { try await replay.connect() }
        #expect(error?.code == .noDevice)
        let transport = try #require(try await replay.reconnect(within: .seconds(1)) as? any SerialControl)
        error = await #expect(throws: TransportError.self) { try await transport.setBaud(1_000_000) }
        #expect(error?.code == .unsupported)
        #expect(await transport.baud == 9600)
        try await transport.setBaud(19200)
        try await transport.setModemLines(ModemLines(dtr: true, rts: false))
        #expect(try await transport.modemLines == ModemLines(dtr: true, rts: false))
        error = await #expect(throws: TransportError.self) { try await transport.write([1], until: transport.now) }
        #expect(error?.code == .linkLost)
        #expect(error?.message == "Gone.")
        await transport.close()
        #expect(replay.isAtEnd)
    }

    @Test func anotherRateIsADifference() async throws {
        let replay = try replay("0.0 + baud 9600 /dev/x\n0.6 = baud 19200\n")
        let transport = try #require(try await replay.connect() as? any SerialControl)
        await #expect(throws: TransportError.self) { try await transport.setBaud(38400) }
        #expect(replay.difference == TraceDifference(line: 3, expected: "= baud 19200", found: "= baud 38400"))
    }

    @Test func withheldBytesMatchAnyBytes() async throws {
        let replay = try replay(
            "0.0 + /dev/x\n0.0 > [5 bytes withheld]\n0.0 < [3 bytes withheld, echo from 1]\n0.0 < [2 bytes withheld]\n0.0 > z\n"
        )
        let transport = try await replay.connect()
        try await transport.write(Array("abcde".utf8), until: transport.now)
        #expect(try await transport.read(until: transport.now) == Array("bcd".utf8))
        #expect(try await transport.read(until: transport.now) == Array("..".utf8))
        try await transport.write(Array("z".utf8), until: transport.now)
        #expect(replay.isAtEnd)
    }

    @Test func aLateReadGetsTheBytesOfTheLateReadInTheTrace() async throws {
        let replay = try replay("0.0 + /dev/x\n0.0 > a\n0.1 <* late\n0.1 .*\n0.15 < in time\n")
        let transport = try await replay.connect()
        let start = await transport.now
        try await transport.write(Array("a".utf8), until: start)
        #expect(try await transport.read(until: start) == Array("late".utf8))
        for _ in 0..<3 { #expect(try await transport.read(until: start) == []) }
        #expect(try await transport.read(until: start.advanced(by: .seconds(1))) == Array("in time".utf8))
    }

    @Test func closingEarlyIsADifference() async throws {
        let replay = try replay("0.0 + /dev/x\n0.0 > a\n")
        await (try await replay.connect()).close()
        #expect(replay.difference == TraceDifference(line: 3, expected: "> a", found: "-"))
    }
}
