import ESPDevice
import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// A board is reset into its firmware, and its output is reported.
struct ResetTests {
    private static func bench(
        _ circuit: ResetCircuit?,
        console: ConsoleInterface = .uart,
        chip: Chip = .esp32,
        _ change: (inout BoardConfiguration) -> Void = { _ in }
    ) throws -> SimulatedBoard {
        var bench = try UpgradeBench(console: console, chip: chip)
        bench.board.resetCircuit = circuit
        change(&bench.board)
        return try bench.powered()
    }

    private static func reset(
        _ board: SimulatedBoard,
        _ change: (inout ResetOptions) -> Void = { _ in }
    ) async throws -> ResetReport {
        var options = ResetOptions()
        change(&options)
        await board.run(for: .seconds(5))
        return try await BoardConnection.withBoard(board) { [options] connection throws(UpgradeError) in
            try await connection.reset(options)
        }
    }

    @Test func aPromptThatAnswersIsAskedToRestart() async throws {
        let board = try Self.bench(.classic)
        let report = try await Self.reset(board)
        #expect(report.cause == .prompt)
        #expect(report.promptAnswers == true)
        #expect(report.boot.resetCode == 0xC)
        #expect(report.boot.loadedOffset == 0x10000)
        #expect(await board.lineChanges == [])
        #expect(await board.counters.resets == 2)
    }

    @Test func aBoardWithoutAPromptIsResetByItsLines() async throws {
        let board = try Self.bench(.classic) { $0.startsInDownloadMode = true }
        let report = try await Self.reset(board)
        #expect(report.cause == .lines(.classic, .classicIntoApplication))
        #expect(report.promptAnswers == true)
        #expect(report.boot.resetReason == "POWERON_RESET")
        let times = await board.lineChanges.map(\.time)
        #expect(times.count == 2)
        #expect(times[0].duration(to: times[1]) == .milliseconds(100))
        #expect(await board.promptIsUsable)
    }

    @Test func theUSBPeripheralsPortComesBack() async throws {
        let board = try Self.bench(.usbSerialJTAG, console: .usbSerialJTAG, chip: .esp32c3)
        let report = try await Self.reset(board) {
            $0.way = .lines
            $0.circuit = .usbSerialJTAG
        }
        #expect(report.portVanished)
        #expect(report.promptAnswers == true)
        #expect(await board.counters.resets == 2)
        #expect(
            await board.lineChanges.map(\.lines) == [
                ModemLines(dtr: false, rts: false), ModemLines(dtr: false, rts: true),
            ]
        )
    }

    @Test func downloadModeAfterTheResetIsExplained() async throws {
        let board = try Self.bench(.usbSerialJTAG, console: .usbSerialJTAG, chip: .esp32c3) {
            $0.startsInDownloadMode = true
        }
        let error = await #expect(throws: UpgradeError.self) {
            try await Self.reset(board) { $0.circuit = .usbSerialJTAG }
        }
        #expect(error?.code == .noPrompt)
        #expect(await board.isInDownloadMode)
    }

    @Test func aBoardHeldInResetByItsPortIsReleased() async throws {
        let board = try Self.bench(.directRTS)
        let report = try await Self.reset(board) { $0.circuit = .directRTS }
        #expect(report.cause == .lines(.directRTS, .classicIntoApplication))
        #expect(report.promptAnswers == true)
    }

    @Test func aSequenceIntoDownloadModeIsRefused() async throws {
        let board = try Self.bench(.classic)
        let error = await #expect(throws: UpgradeError.self) {
            try await Self.reset(board) {
                $0.way = .lines
                $0.sequence = .esptoolUnixTight
            }
        }
        #expect(error?.code == .boardRefuses)
        #expect(error?.message.contains("leads into download mode; no line was changed") == true)
        #expect(await board.lineChanges == [])
    }

    @Test(arguments: [ResetCircuit.cdc, .none])
    func aCircuitWithoutLinesLeavesTheButton(circuit: ResetCircuit) async throws {
        let board = try Self.bench(circuit) { $0.startsInDownloadMode = true }
        let error = await #expect(throws: UpgradeError.self) { try await Self.reset(board) { $0.circuit = circuit } }
        #expect(error?.code == .noPrompt)
        #expect(error?.nextStep.contains("EN (RST) button") == true)
    }

    @Test func aPortWithoutLinesLeavesTheButton() async throws {
        let board = try Self.bench(nil) { $0.startsInDownloadMode = true }
        let error = await #expect(throws: UpgradeError.self) { try await Self.reset(board) }
        #expect(error?.message == "The port has no modem lines.")
    }

    @Test func aResetByPromptOnlyMovesNoLine() async throws {
        let board = try Self.bench(.classic) { $0.startsInDownloadMode = true }
        let error = await #expect(throws: UpgradeError.self) { try await Self.reset(board) { $0.way = .prompt } }
        #expect(error?.code == .noPrompt)
        #expect(await board.lineChanges == [])
    }

    @Test(arguments: [ResetOptions.Way.prompt, .lines])
    func aResetWithoutWaitingReportsSo(way: ResetOptions.Way) async throws {
        let board = try Self.bench(.classic)
        let report = try await Self.reset(board) {
            $0.way = way
            $0.waits = false
        }
        #expect(report.promptAnswers == nil)
        await board.run(for: .seconds(5))
        #expect(await board.counters.resets == 2)
        #expect(await board.promptIsUsable)
    }

    @Test func downloadModeDuringTheSearchForThePromptIsExplained() async throws {
        // The board is plugged in with the button held: the port delivers the ROM's text.
        let board = try Self.bench(.classic) { $0.startsInDownloadMode = true }
        let error = await #expect(throws: UpgradeError.self) {
            try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.examine()
            }
        }
        #expect(error?.code == .noPrompt)
        #expect(error?.message.contains("download mode") == true)
        #expect(error?.nextStep.contains("IO0 (BOOT) was low") == true)
        #expect(error?.remedies == [.reset])
    }

    @Test(
        "a chip that waits for a download is recognised, whatever was read before",
        arguments: [Chip.esp32, .esp32c3, .esp32s3, .esp32c6],
        [true, false]
    )
    func downloadModeIsRecognised(_ chip: Chip, _ wasRead: Bool) async throws {
        var bench = try UpgradeBench(chip: chip)
        bench.board.startsInDownloadMode = true
        bench.board.timing = ConsoleTiming()
        let board = try bench.powered()
        if wasRead {
            let earlier = try await board.connect()
            await board.run(for: .seconds(5))
            _ = try await earlier.read(until: earlier.now)
            await earlier.close()
        }
        let start = await board.now
        let error = await #expect(throws: UpgradeError.self) {
            try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
                try await connection.examine()
            }
        }
        #expect(error?.message.contains("download mode") == true)
        #expect(start.duration(to: await board.now) < .seconds(wasRead ? 1 : 3))
    }

    @Test(
        "a board at another rate is reported with the command to use",
        arguments: [9600, 19_200, 57_600, 74_880, 115_200, 230_400, 921_600]
    )
    func rateIsNamed(_ rate: Int) async throws {
        var bench = try UpgradeBench(.idf5)
        (bench.board.baud, bench.board.boot.baud) = (rate, rate)
        bench.board.timing = ConsoleTiming()
        let board = try bench.powered()
        for host in [115_200, 9600] where host != rate {
            let error = await #expect(throws: UpgradeError.self) {
                try await BoardConnection.withBoard(AtRate(board: board, baud: host)) {
                    connection throws(UpgradeError) in
                    try await connection.examine()
                }
            }
            #expect(error?.code == .noPrompt)
            guard rate != 19_200 else {
                #expect(error?.nextStep.hasPrefix("The board uses another line rate: find") == true, "none is tried")
                continue
            }
            #expect(error?.remedies == [.useLineRate(rate)], "\(host): \(String(describing: error))")
        }
    }

    @Test(arguments: [true, false])
    func aBoardThatStartsWhenItsPortIsOpenedIsNoticed(hasStarted: Bool) async throws {
        let board = try Self.bench(.classic)
        if hasStarted {
            // A real port's queues are emptied when it is opened.
            let earlier = try await board.connect()
            await board.run(for: .seconds(5))
            _ = try await earlier.read(until: earlier.now)
            await earlier.close()
        }
        let wasStarting = try await BoardConnection.withBoard(board) { connection throws(UpgradeError) in
            _ = try await connection.examine()
            return await connection.wasStarting
        }
        #expect(wasStarting == !hasStarted)
    }
}

/// A port that is opened at a rate of its own.
private struct AtRate: TransportConnector {
    let board: SimulatedBoard
    let baud: Int

    var address: TransportAddress { board.address }

    func connect() async throws(TransportError) -> any ByteTransport {
        let transport = try await board.connect()
        try await (transport as? any SerialControl)?.setBaud(baud)
        return transport
    }
}
