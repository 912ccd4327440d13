import Testing
import TransportNetwork

struct COMPortOptionTests {
    private static let commands: [(COMPortOption, [UInt8])] = [
        (.signature([]), [0]), (.signature(Array("ser2net".utf8)), [0] + Array("ser2net".utf8)),
        (.setBaudRate(115_200), [1, 0, 1, 0xC2, 0]), (.setBaudRate(.max), [1, 255, 255, 255, 255]),
        (.setDataSize(8), [2, 8]), (.setParity(1), [3, 1]), (.setStopSize(1), [4, 1]),
        (.setControl(.dtr(true)), [5, 8]), (.setControl(.dtr(false)), [5, 9]), (.setControl(.rts(true)), [5, 11]),
        (.setControl(.rts(false)), [5, 12]), (.setControl(.breakOn), [5, 5]), (.setControl(.breakOff), [5, 6]),
        (.notifyLineState(0x60), [6, 0x60]), (.notifyModemState(0xB0), [7, 0xB0]), (.flowControlSuspend, [8]),
        (.flowControlResume, [9]), (.setLineStateMask(0), [10, 0]), (.setModemStateMask(255), [11, 255]),
        (.purgeData(3), [12, 3]),
    ]

    @Test(arguments: commands.indices)
    func isWrittenAsTheRFCSays(_ index: Int) {
        let (command, body) = Self.commands[index]
        #expect(command.body(from: .client) == body)
        #expect(COMPortOption(body, from: .client) == command)
        let answer = [body[0] + 100] + body.dropFirst()
        #expect(command.body(from: .server) == answer)
        #expect(COMPortOption(answer, from: .server) == command)
    }

    @Test(
        "bytes that are not a command",
        arguments: [[], [1, 0, 1, 0xC2], [5], [13, 0], [99, 1], [101, 0, 0, 1, 0]] as [[UInt8]]
    )
    func nothing(_ body: [UInt8]) {
        #expect(COMPortOption(body, from: .client) == nil)
    }

    @Test func aClientsCommandIsNotAServersCommand() {
        #expect(COMPortOption([1, 0, 1, 0xC2, 0], from: .server) == nil)
    }
}
