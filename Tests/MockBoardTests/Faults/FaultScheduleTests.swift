import Testing

@testable import ESPDevice
@testable import MockBoard

@Suite struct FaultScheduleTests {
    @Test("a seed in the text takes precedence, even if it is the default", arguments: [1, 2, 42] as [UInt64])
    func explicitSeed(_ seed: UInt64) throws {
        #expect(try FaultSchedule(parsing: "noise,seed:\(seed)", seed: 7).seed == seed)
        #expect(try FaultSchedule(parsing: "noise", seed: seed).seed == seed)
    }

    @Test("a size can have the suffix K")
    func sizes() throws {
        let torn = try FaultSchedule(parsing: "power-cut@flash-op:1:torn:2K")
        #expect(torn.faults == [.powerCut(operation: 1, .torn(bytes: 2048))])
        #expect(throws: FaultError.self) { try FaultSchedule(parsing: "power-cut@flash-op:1:torn:65K") }
    }

    @Test func listsReadWithCommasSemicolonsAndBlanks() throws {
        let schedule = try FaultSchedule(parsing: " drop-byte@3 , set-boot-fails;; seed:42 ,power-cut@flash-op:7:after")
        #expect(schedule.faults == [.dropByte(3), .setBootFails, .powerCut(operation: 7, .after)])
        #expect(schedule.seed == 42)
        #expect(schedule.description == "drop-byte@3,set-boot-fails,power-cut@flash-op:7:after,seed:42")
        #expect(try FaultSchedule(parsing: schedule.description) == schedule)
    }

    @Test(arguments: ["", " ", ",;,"])
    func anEmptyTextHasNoFaults(_ text: String) throws {
        #expect(try FaultSchedule(parsing: text) == .none)
        #expect(FaultSchedule.none.description == "")
    }

    @Test(arguments: [
        ("drop-byte@3,oops", FaultError.Code.unknownName("oops")), ("seed", .missingArgument),
        ("seed:", .invalidArgument("")), ("seed:x", .invalidArgument("x")), ("seed:-1", .invalidArgument("-1")),
        ("seed@3", .unexpectedPlace("seed@3")), ("seed:1:2", .invalidArgument("1:2")),
    ])
    func theFirstInvalidFaultIsReported(_ text: String, _ code: FaultError.Code) {
        let error = #expect(throws: FaultError.self) { try FaultSchedule(parsing: text) }
        #expect(error?.code == code)
    }

    @Test func bytesArriveDroppedDoubledOrFlipped() {
        let schedule = FaultSchedule([.dropByte(2), .doubleByte(3), .flipBit(byte: 4, bit: 7)])
        #expect((1...5).map { schedule.arrival(of: 0x41, number: $0) } == [[0x41], [], [0x41, 0x41], [0xC1], [0x41]])
    }

    @Test func faultsOfOneByteCombine() {
        #expect(FaultSchedule([.doubleByte(1), .flipBit(byte: 1, bit: 0)]).arrival(of: 2, number: 1) == [3, 3])
        #expect(FaultSchedule([.doubleByte(1), .dropByte(1)]).arrival(of: 2, number: 1) == [])
    }

    @Test func randomChoicesDependOnTheSeed() {
        func flips(_ seed: UInt64) -> [[UInt8]] {
            let schedule = FaultSchedule((1...64).map { .flipBit(byte: $0, bit: nil) }, seed: seed)
            return (1...64).map { schedule.arrival(of: 0, number: $0) }
        }
        #expect(flips(1) == flips(1))
        #expect(flips(1) != flips(2))
        #expect(flips(1).allSatisfy { $0.count == 1 && $0[0].nonzeroBitCount == 1 })
        #expect(Set(flips(1)).count > 4)
    }

    @Test func callFaultsAreFoundByNumber() {
        let schedule = FaultSchedule([
            .dropReply(call: 2), .stall(call: 3, .seconds(2)), .reset(.call(4)), .unplug(.call(5), .seconds(1)),
        ])
        #expect((1...5).map(schedule.dropsReply) == [false, true, false, false, false])
        #expect((1...5).map { schedule.stall(afterCall: $0) } == [nil, nil, .seconds(2), nil, nil])
        #expect((1...5).map { schedule.resets(at: .call($0)) } == [false, false, false, true, false])
        #expect((1...5).map { schedule.unplug(at: .call($0)) } == [nil, nil, nil, nil, .seconds(1)])
    }

    @Test func theBoardIsDeafFromThatCall() {
        #expect(!FaultSchedule.none.isDeaf(afterCalls: 100))
        #expect(FaultSchedule([.deaf(fromCall: nil)]).isDeaf(afterCalls: 0))
        let later = FaultSchedule([.deaf(fromCall: 3)])
        #expect([2, 3, 4].map(later.isDeaf) == [false, true, true])
    }

    @Test func powerIsCutAtTheNamedOperations() {
        let schedule = FaultSchedule([.powerCut(operation: 2, .before), .powerCut(operation: 4, .torn(bytes: 1))])
        let verdicts = (1...4).map {
            schedule.verdict(
                for: FlashOperation(index: $0, kind: .program, address: 0, length: 32, origin: .application)
            )
        }
        #expect(verdicts == [.perform, .cutPower(.before), .perform, .cutPower(.torn(bytes: 1))])
    }

    @Test func noiseIsTheSameEveryTime() throws {
        #expect(FaultSchedule.none.noise == nil)
        let noise = try #require(FaultSchedule([.noise(every: .seconds(2))], seed: 9).noise)
        for number in 0..<100 {
            let event = noise.event(number)
            #expect(event.gap >= .seconds(1) && event.gap <= .seconds(3))
            #expect(event == noise.event(number))
        }
        #expect(Set((0..<100).map { noise.event($0).line }).count > 4)
        let other = FaultNoise(interval: .seconds(2), seed: 10)
        #expect((0..<100).map { noise.event($0).gap } != (0..<100).map { other.event($0).gap })
    }

    @Test func `the application's output is the same every time`() throws {
        #expect(FaultSchedule.none.talk == nil)
        let talk = try #require(FaultSchedule([.talking(every: .milliseconds(200))], seed: 9).talk)
        let events = (0..<200).map(talk.event)
        #expect(events.allSatisfy { $0.gap >= .milliseconds(100) && $0.gap <= .milliseconds(300) })
        #expect(events.map(\.text) == (0..<200).map { talk.event($0).text })
        let texts = Set(events.map(\.text))
        #expect(texts.contains(".") && texts.contains { $0.hasPrefix("\r") } && texts.contains("[app] tick\n"))
    }

    @Test func `random faults happen about as often as stated`() {
        let schedule = FaultSchedule([.luaBusy(.seconds(1), percent: 25), .lostAlarm(percent: 50)])
        let busy = (1...1000).filter { schedule.luaBusy(afterLine: $0) == .seconds(1) }
        let lost = (1...1000).filter(schedule.losesAlarm)
        #expect((200...300).contains(busy.count) && (450...550).contains(lost.count))
        #expect(busy != (1...1000).filter { FaultSchedule(schedule.faults, seed: 2).luaBusy(afterLine: $0) != nil })
        #expect(!FaultSchedule.none.losesAlarm(1) && FaultSchedule.none.luaBusy(afterLine: 1) == nil)
        let always = FaultSchedule([.luaBusy(.seconds(1), percent: 100), .lostAlarm(percent: 100)])
        #expect((1...100).allSatisfy { always.losesAlarm($0) && always.luaBusy(afterLine: $0) != nil })
    }

    @Test func flagsAreFlags() {
        #expect(FaultSchedule([.setBootFails]).setBootFails && !FaultSchedule.none.setBootFails)
        #expect(FaultSchedule([.imageNotBootable]).imageDefect == .doesNotLoad)
        #expect(FaultSchedule([.crashLoop]).imageDefect == .crashes)
        #expect(FaultSchedule.none.imageDefect == nil)
    }

    @Test func resetsAndUnpluggingsHappenAtCallsAndLines() throws {
        let schedule = try FaultSchedule(
            parsing: "reset@chunk:4,reset@line:7,unplug@5,unplug@line:9:20ms,unplug@chunk:6"
        )
        #expect(schedule.resets(at: .call(4)) && schedule.resets(at: .line(7)))
        #expect(!schedule.resets(at: .call(7)) && !schedule.resets(at: .line(4)))
        #expect(schedule.unplug(at: .call(5)) == .seconds(1) && schedule.unplug(at: .call(6)) == .seconds(1))
        #expect(schedule.unplug(at: .line(9)) == .milliseconds(20) && schedule.unplug(at: .line(5)) == nil)
        #expect(try FaultSchedule(parsing: schedule.description) == schedule)
    }
}
