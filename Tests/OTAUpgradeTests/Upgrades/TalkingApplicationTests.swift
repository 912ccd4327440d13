import ESPImage
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// Applications that write to the console while the board is upgraded, from timers and around `print`.
@Suite struct TalkingApplicationTests {
    /// Every application with two of the eight transfer settings, one with lines and one with frames; each setting gets most kinds.
    private static let cases = Application.all.flatMap { application in
        let ways = TransferTests.Way.newest
        return [application.number * 2, application.number * 2 + 1].map { (ways[$0 % ways.count], application) }
    }

    @Test("an application that prints does not disturb an upgrade", arguments: cases)
    func talking(_ way: TransferTests.Way, _ application: Application) async throws {
        var bench = try way.bench()
        bench.board.initLua = Array(application.source(on: way.line).utf8)
        let image = try bench.image(size: 0x3000)
        let board = try bench.powered()
        var options = way.options(compresses: application.number.isMultiple(of: 2))
        if way.line != .console, application.number.isMultiple(of: 3) { options.transferBaud = .rate(230_400) }

        let result = await UpgradeBench.upgrade(board, to: image, options).result

        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        let slot = try #require(bench.board.partitions["ota_1"])
        #expect(await board.content(of: slot).starts(with: image.bytes), "the slot is exact")
        #expect(await board.counters.bytesWritten == image.size, "each byte is written once")
        let report = try #require(result.transfer)
        #expect(report.method == way.method)
    }
}

extension TalkingApplicationTests {
    /// What an application prints from a timer, how often, and what it does to `print`.
    struct Application: Sendable, CustomTestStringConvertible {
        let number: Int
        let voice: Voice
        let hook: Hook
        /// Milliseconds.
        let period: Int

        static let all = (0..<60).map { number in
            Application(
                number: number,
                voice: Voice.allCases[number % Voice.allCases.count],
                hook: Hook.allCases[number / Voice.allCases.count % Hook.allCases.count],
                period: [20, 5000, 100, 500, 50, 1000, 200, 2000][number % 8]
            )
        }

        var testDescription: String { "\(voice) every \(period) ms, \(hook)" }

        func source(on line: FirmwareLine) -> String {
            let write = line == .console ? "console.write(s)" : "uart.write(0,s)"
            return """
                local n,p,w=0,print,function(s) \(write) end
                print=\(hook.rawValue)
                tmr.create():alarm(\(period),tmr.ALARM_AUTO,function() n=n+1 \(voice.rawValue) end)
                """
        }
    }

    enum Voice: String, CaseIterable {
        case dots = "w('.')"
        case percentages = #"w('\r'..n..'%')"#
        case titles = #"w('\27]0;run '..n..'\7')"#
        case lines = "print('tick',n)"
        case json = #"print('{"n":'..n..',"t":[1,2,3]}')"#
        case colours = #"w('\27[0;32mok\27[0m ')"#
        case openColour = #"w('\27[0;33m'..n)"#
        case text = #"w('Größe '..n..' µm ✓ ')"#
        case prompts = "w('menu> ')"
        case spinner = #"w('\27[2K\r-')"#
    }

    enum Hook: String, CaseIterable {
        case none = "p"
        case prefix = "function(...) p('[app]',...) end"
        case suffix = "function(...) p(...) w('[app] ') end"
        case lastWord = "function(s,...) p(s,'[app]',...) end"
        case time = "function(s) p(('%d: %s'):format(n,tostring(s))) end"
        case colour = #"function(s) w('\27[0;36m') p(tostring(s)..'\27[0m') end"#
    }
}

extension TalkingApplicationTests {
    /// An application that repeatedly takes back the callback of raw frames.
    /// - Parameter period: in milliseconds.
    private static func grabber(on line: FirmwareLine, every period: Int = 5) -> String {
        let grabs = line == .console ? "console.mode(1) console.on('data')" : "uart.on('data')"
        return "tmr.create():alarm(\(period),tmr.ALARM_AUTO,function() \(grabs) end)"
    }

    @Test(
        "lines replace raw frames that an application intercepts",
        arguments: FirmwareLine.allCases,
        [3, 5, 7, 10, 14, 20, 30, 40, 50, 60, 80, 100, 200, 400, 1000]
    )
    func fallsBack(_ line: FirmwareLine, every period: Int) async throws {
        var bench = try UpgradeBench(line)
        bench.board.initLua = Array(Self.grabber(on: line, every: period).utf8)
        bench.board.timing = ConsoleTiming()
        // A rate at which frames are chosen automatically on IDF 5.
        var options = UpgradeOptions()
        if line != .console { options.transferBaud = .rate(230_400) }
        let image = try bench.image(size: 0x2000)
        let board = try bench.powered()
        let result = await UpgradeBench.upgrade(board, to: image, options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        if line != .console, period <= 100 { #expect(result.transfer?.method == .lines) }
        let isWarned = result.warnings.contains { if case .framesGivenUp = $0 { true } else { false } }
        #expect(isWarned == (line != .idf4 && result.transfer?.method == .lines))
        #expect(await board.promptIsUsable)
        let slot = try #require(bench.board.partitions["ota_1"])
        #expect(await board.content(of: slot).starts(with: image.bytes))
    }

    @Test(
        "lines work on a build that treats CR as LF",
        arguments: [FirmwareLine.idf5, .console],
        [nil, TransferMethod.lines]
    )
    func carriageReturns(_ line: FirmwareLine, _ method: TransferMethod?) async throws {
        var bench = try UpgradeBench(line)
        bench.board.takesCarriageReturnForNewline = true
        bench.board.timing = ConsoleTiming()
        var options = UpgradeOptions()
        (options.method, options.compresses) = (method, false)
        let image = try bench.image()
        let board = try bench.powered()
        let result = await UpgradeBench.upgrade(board, to: image, options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.method == .lines)
        #expect(result.timings[.write] ?? .seconds(99) < .seconds(9))
        let slot = try #require(bench.board.partitions["ota_1"])
        #expect(await board.content(of: slot).starts(with: image.bytes))
    }

    @Test("a disturbance of seconds does not end a transfer in raw frames", arguments: [4000, 20_000])
    func disturbance(_ bytes: Int) async throws {
        var bench = try UpgradeBench(.console)
        bench.board.timing = ConsoleTiming()
        let faults = stride(from: 20_000, to: 20_000 + bytes, by: 100).map { "flip-bit@\($0):3" }
        try bench.faults(faults.joined(separator: ","))
        let image = try bench.image(size: 0x6000)
        var options = UpgradeOptions()
        options.compresses = false
        let board = try bench.powered()
        let result = await UpgradeBench.upgrade(board, to: image, options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))")
        #expect(result.transfer?.method == .frames)
        #expect(await board.counters.commenceCalls == 1)
    }

    @Test("an application that intercepts raw frames is reported")
    func isNamed() async throws {
        var bench = try UpgradeBench(.idf4)
        let talker = "tmr.create():alarm(50,1,function() print('sensor 7') end)"
        bench.board.initLua = Array("\(Self.grabber(on: .idf4)) \(talker)".utf8)
        bench.board.timing = ConsoleTiming()
        var options = UpgradeOptions()
        options.method = .frames
        let error = try #require(
            await UpgradeBench.upgrade(try bench.powered(), to: try bench.image(), options).result.error
        )
        #expect(error.code == .transferFailed)
        #expect(error.message.contains("an application wrote to the console: “sensor 7”"))
        #expect(error.nextStep.hasPrefix("Stop the application"))
    }
}
