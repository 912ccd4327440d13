import DeviceDiscovery
import Diagnosis
import ESPImage
import LuaREPL
import MockBoard
import OTAUpgrade
import Testing
import TransportCore

/// Each finding, with a mock board that has the problem, in simulated time.
@Suite struct BoardFindingsTests {
    private func image(version: String) throws -> [UInt8] {
        var builder = AppImageBuilder(chip: .esp32, size: 8192, seed: 1)
        builder.descriptor = AppDescriptor(
            version: version,
            projectName: "nodemcu",
            time: "03:04:05",
            date: "Jan  2 2025",
            idfVersion: "v5.1.3"
        )
        return try builder.build()
    }

    private func configuration(_ change: (inout BoardConfiguration) -> Void = { _ in }) throws -> BoardConfiguration {
        var configuration = BoardConfiguration(firmware: try image(version: "1.0.0"))
        change(&configuration)
        return configuration
    }

    private func findings(
        _ configuration: BoardConfiguration,
        baud: Int = 115_200,
        after start: Duration = .seconds(3),
        usb: USBIdentity? = nil
    ) async throws -> [Finding] {
        let board = try SimulatedBoard(configuration)
        await board.run(for: start)
        if start > .zero { try await forgetWhatWasSaid(board) }
        return await findings(of: board, baud: baud, usb: usb)
    }

    /// Discards earlier output: a newly opened port does not show it.
    private func forgetWhatWasSaid(_ board: SimulatedBoard) async throws {
        let transport = try await board.connect()
        while try await !transport.read(until: transport.now).isEmpty {}
        await transport.close()
    }

    private func findings(
        of board: SimulatedBoard,
        baud: Int = 115_200,
        usb: USBIdentity? = nil
    ) async -> [Finding] {
        var generator = SystemRandomNumberGenerator()
        let examiner = ConsoleExaminer(
            AtRate(board: board, baud: baud),
            baud: baud,
            token: DialogueToken(using: &generator)
        )
        let port = PortFacts(path: "/dev/ttyX0", device: SerialDevice(path: "/dev/ttyX0", usb: usb))
        return Doctor().findings(of: await examiner.facts(), port: port)
    }

    @Test func aHealthyBoardHasNoFindings() async throws {
        #expect(try await findings(configuration()).isEmpty)
    }

    @Test("a board at another rate is found at its own rate", arguments: [9600, 57_600, 921_600])
    func wrongBaud(_ baud: Int) async throws {
        let finding = try #require(await findings(configuration { $0.baud = baud }).first)
        #expect(finding.code == .wrongBaud)
        guard case .answersAtOtherRate(let rate, requested: 115_200, _) = finding.cause else {
            return #expect(Bool(false), "\(finding.cause)")
        }
        #expect(rate == baud)
    }

    @Test func aBoardInACrashLoop() async throws {
        let crashing = try configuration { $0.initLua = Array("node.restart()".utf8) }
        let finding = try #require(await findings(crashing, after: .zero).first)
        #expect(finding.code == .crashLoop)
        guard case .crashLoop(let evidence, _) = finding.cause else { return }
        #expect(evidence.resets > 1)
    }

    @Test func aSecondPortThatShowsTheConsoleAndIgnoresInput() async throws {
        let deaf = try configuration { $0.faults = try! FaultSchedule(parsing: "deaf") }
        let usb = USBIdentity(vendor: 0x303A, product: 0x1001)
        let finding = try #require(await findings(deaf, after: .zero, usb: usb).first)
        #expect(finding.code == .secondaryConsole)
    }

    @Test func anApplicationThatTookTheConsoleAndPrints() async throws {
        let talking = try configuration {
            $0.line = .idf4
            $0.initLua = Array(
                """
                uart.on("data",0,function() end,0)
                local t=tmr.create() t:alarm(200,tmr.ALARM_AUTO,function() uart.write(0,"t=21.5\\n") end)
                """.utf8
            )
        }
        let finding = try #require(await findings(talking).first)
        #expect(finding.code == .consoleTaken)
    }

    @Test func anApplicationThatTookTheConsoleAndIsSilent() async throws {
        let silent = try configuration {
            $0.line = .idf4
            $0.initLua = Array(#"uart.on("data",0,function() end,0)"#.utf8)
        }
        let finding = try #require(await findings(silent).first)
        #expect(finding.code == .silent)
        guard case .silent(_, let tried) = finding.cause else { return }
        #expect(tried.contains(921_600))
    }

    @Test func firmwareWithoutTheModule() async throws {
        #expect(try await findings(configuration { $0.hasOTAUpgrade = false }).map(\.code) == [.noOTAUpgrade])
    }

    @Test func aTableWithoutASecondSlot() async throws {
        let table = """
            nvs,data,nvs,0x9000,0x5000
            otadata,data,ota,0xe000,0x2000
            ota_0,app,ota_0,0x10000,0x130000
            """
        let single = try configuration { $0.partitions = try! PartitionTable(csv: table) }
        let finding = try #require(await findings(single).first)
        #expect(finding.code == .noSlots)
        guard case .noSlots(let status, _) = finding.cause else { return }
        #expect(status.slots.map(\.label) == ["ota_0"])
    }

    @Test func aBoardThatFindsNothingToStart() async throws {
        let empty = try configuration {
            $0.firmware[0x20] ^= 0xFF
        }
        let finding = try #require(await findings(empty, after: .zero).first)
        #expect(finding.code == .nothingToBoot)
    }

    @Test func aChipInDownloadMode() async throws {
        let waiting = try configuration { $0.startsInDownloadMode = true }
        let finding = try #require(await findings(waiting, after: .zero).first)
        #expect(finding.code == .downloadMode)
    }

    @Test func aBoardThatRestartsWhenItsPortIsOpened() async throws {
        let finding = try #require(await findings(configuration(), after: .zero).first)
        #expect(finding.code == .resetsOnOpen)
        #expect(finding.severity == .warning)
    }

    @Test func aPortThatDisappearsDuringTheCheck() async throws {
        let unplugged = try configuration { $0.faults = try! FaultSchedule(parsing: "unplug@line:1") }
        let finding = try #require(await findings(unplugged).first)
        #expect(finding.code == .linkLost)
    }

    @Test func silenceOfAPortThatWasNotNamedIsAWarning() throws {
        var port = PortFacts(path: "/dev/ttyX0")
        port.isExpected = false
        let console = ConsoleFacts(silence: .dialogue(.noPrompt(PromptEvidence())))
        #expect(Doctor().findings(of: console, port: port).map(\.severity) == [.warning])
        port.isExpected = true
        #expect(Doctor().findings(of: console, port: port).map(\.severity) == [.problem])
    }

    @Test func anAnswerThatIsNotAPromptIsReported() throws {
        let port = PortFacts(path: "/dev/ttyX0")
        let console = ConsoleFacts(silence: .dialogue(.noAnswer(question: "1", waited: .seconds(1))))
        #expect(Doctor().findings(of: console, port: port).map(\.code) == [.notNodeMCU])
    }

    @Test func firmwareOnTrial() async throws {
        let board = try SimulatedBoard(
            configuration {
                $0.bootloaderRollsBack = true
                $0.applicationRollsBack = true
            }
        )
        var options = UpgradeOptions()
        options.accepts = false
        let image = try AppImage(image(version: "2.0.0"))
        let result = await UpgradeSession(connector: board, image: image, options: options).run()
        #expect(result.error == nil)
        let findings = await findings(of: board)
        #expect(findings.map(\.code) == [.unconfirmed])
    }
}

/// A board on a port for which the host uses another rate.
private struct AtRate: TransportConnector {
    var board: SimulatedBoard
    var baud: Int
    var address: TransportAddress { board.address }

    func connect() async throws(TransportError) -> any ByteTransport {
        let transport = try await board.connect()
        try await (transport as? any SerialControl)?.setBaud(baud)
        return transport
    }

    func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        let transport = try await board.reconnect(within: timeout)
        try await (transport as? any SerialControl)?.setBaud(baud)
        return transport
    }
}
