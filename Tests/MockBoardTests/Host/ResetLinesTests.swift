import ESPImage
import Testing
import TransportCore

@testable import ESPDevice
@testable import MockBoard

/// The effect of the host's modem lines on a board, in simulated time.
struct ResetLinesTests {
    private static let released = ModemLines(dtr: false, rts: false)

    private static func board(
        _ circuit: ResetCircuit?,
        chip: ChipModel = .esp32,
        console: ConsoleInterface = .uart,
        _ change: (inout BoardConfiguration) -> Void = { _ in }
    ) async throws -> SimulatedBoard {
        let kind = try #require(Chip(name: chip.target))
        var configuration = BoardConfiguration(firmware: try AppImageBuilder(chip: kind, size: 0x8000).build())
        configuration.chip = chip
        configuration.console = console
        configuration.resetCircuit = circuit
        change(&configuration)
        let board = try SimulatedBoard(configuration)
        await board.run(for: .seconds(5))
        return board
    }

    private static func open(_ board: SimulatedBoard) async throws -> any SerialControl {
        try #require(try await board.connect() as? any SerialControl)
    }

    private static func text(of port: any SerialControl, for duration: Duration) async throws -> String {
        var bytes: [UInt8] = []
        let end = await port.deadline(after: duration)
        while await port.now < end { bytes += try await port.read(until: end) }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [ResetCircuit.classic, .usbSerialJTAG, .cdc, .none])
    func openingAndClosingDoesNotReset(circuit: ResetCircuit) async throws {
        let board = try await Self.board(circuit)
        let port = try await Self.open(board)
        #expect(try await port.modemLines == ModemLines(dtr: true, rts: true))
        await board.run(for: .seconds(1))
        await port.close()
        await board.run(for: .seconds(1))
        #expect(await board.counters.resets == 1)
        #expect(await board.lineChanges == [])
    }

    @Test func theClassicSequenceStartsTheApplicationWithItsTiming() async throws {
        let board = try await Self.board(.classic)
        let port = try await Self.open(board)
        let start = await board.now
        let sequence = try #require(ResetCircuit.classic.intoApplication)
        #expect(try await sequence.perform(on: port, through: .classic) == .completed)
        #expect(
            await board.lineChanges == [
                LineChange(time: start, lines: ModemLines(dtr: false, rts: true)),
                LineChange(time: start.advanced(by: .milliseconds(100)), lines: Self.released),
            ]
        )
        let text = try await Self.text(of: port, for: .seconds(5))
        #expect(text.contains("rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)"))
        #expect(await board.counters.resets == 2)
        #expect(await board.promptIsUsable)
    }

    @Test func aBoardHeldInResetIsSilentUntilReleased() async throws {
        let board = try await Self.board(.classic)
        let port = try await Self.open(board)
        try await port.setModemLines(ModemLines(dtr: false, rts: true))
        #expect(await board.isHeldInReset)
        try await port.write(Array("print(1)\n".utf8), until: port.now)
        #expect(try await Self.text(of: port, for: .seconds(20)) == "")
        #expect(await board.running == nil)
        try await port.setModemLines(Self.released)
        #expect(try await Self.text(of: port, for: .milliseconds(9)) == "", "EN is still rising")
        #expect(try await Self.text(of: port, for: .seconds(5)).contains("NodeMCU"))
    }

    @Test(
        arguments: [
            (ChipModel.esp32, "DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2)"),
            (.esp32s3, "DOWNLOAD(USB/UART0)"), (.esp32c3, "DOWNLOAD(USB/UART0)"),
            (.esp32s2, "DOWNLOAD(USB/UART0/1/SPI)"),
        ]
    )
    func esptoolsSequenceEntersDownloadModeAndOursLeavesIt(chip: ESPDevice.ChipModel, mode: String) async throws {
        let board = try await Self.board(.classic, chip: chip)
        let port = try await Self.open(board)
        for step in ResetSequence.esptoolUnixTight.steps { try await port.take(step) }
        let text = try await Self.text(of: port, for: .seconds(1))
        #expect(text.contains(mode))
        #expect(text.hasSuffix("waiting for download\r\n"))
        #expect(await board.isInDownloadMode)
        try await port.write(Array("print(1)\n".utf8), until: port.now)
        #expect(try await Self.text(of: port, for: .seconds(5)) == "")
        let sequence = try #require(ResetCircuit.classic.intoApplication)
        _ = try await sequence.perform(on: port, through: .classic)
        #expect(try await Self.text(of: port, for: .seconds(5)).contains("NodeMCU"))
        #expect(await !board.isInDownloadMode)
    }

    @Test func aSequenceIntoDownloadModeIsRefusedUpFront() async throws {
        let board = try await Self.board(.classic)
        let port = try await Self.open(board)
        let error = await #expect(throws: ResetError.self) {
            try await ResetSequence.esptoolClassic.perform(on: port, through: .classic)
        }
        guard case .refused(let refusal) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(refusal.code == .doesNotStart(.download, .classic, from: ModemLines(dtr: true, rts: true)))
        #expect(await board.lineChanges == [])
        #expect(await board.counters.resets == 1)
    }

    @Test func openingHoldsABoardWithRTSAtItsResetPin() async throws {
        let board = try await Self.board(.directRTS)
        let port = try await Self.open(board)
        #expect(await board.isHeldInReset)
        #expect(try await Self.text(of: port, for: .seconds(5)) == "")
        try await port.setModemLines(try #require(ResetCircuit.directRTS.linesAfterOpening))
        #expect(try await Self.text(of: port, for: .seconds(5)).contains("rst:0x1 "))
        #expect(await board.counters.resets == 2)
    }

    @Test func theUSBPeripheralsPortVanishesAtTheReset() async throws {
        let board = try await Self.board(.usbSerialJTAG, chip: .esp32c3, console: .usbSerialJTAG)
        let port = try await Self.open(board)
        let start = await board.now
        let sequence = try #require(ResetCircuit.usbSerialJTAG.intoApplication)
        #expect(try await sequence.perform(on: port, through: .usbSerialJTAG) == .portVanished)
        #expect(
            await board.lineChanges == [
                LineChange(time: start, lines: Self.released),
                LineChange(time: start, lines: ModemLines(dtr: false, rts: true)),
            ]
        )
        _ = try await board.reconnect(within: .seconds(5))
        await board.run(for: .seconds(5))
        #expect(await board.promptIsUsable)
        #expect(await board.counters.resets == 2)
    }

    @Test func theUSBPeripheralsFlagSelectsDownloadMode() async throws {
        let board = try await Self.board(.usbSerialJTAG, chip: .esp32c3, console: .usbSerialJTAG)
        let port = try await Self.open(board)
        for lines in [ModemLines(dtr: true, rts: false), ModemLines(dtr: false, rts: true)] {
            try await port.setModemLines(lines)
        }
        await board.run(for: .seconds(2))
        #expect(await board.isInDownloadMode)
        let back = try #require(try await board.reconnect(within: .seconds(5)) as? any SerialControl)
        let sequence = try #require(ResetCircuit.usbSerialJTAG.intoApplication)
        #expect(try await sequence.perform(on: back, through: .usbSerialJTAG) == .portVanished)
        await board.run(for: .seconds(5))
        #expect(await board.promptIsUsable)
    }

    @Test func theUSBPeripheralCannotLeaveADownloadModeEnteredWithTheButton() async throws {
        let board = try await Self.board(.usbSerialJTAG, chip: .esp32c3, console: .usbSerialJTAG) {
            $0.startsInDownloadMode = true
        }
        let port = try await Self.open(board)
        let sequence = try #require(ResetCircuit.usbSerialJTAG.intoApplication)
        _ = try await sequence.perform(on: port, through: .usbSerialJTAG)
        await board.run(for: .seconds(5))
        #expect(await board.isInDownloadMode)
        await board.cyclePower()
        await board.run(for: .seconds(6))
        #expect(await board.promptIsUsable)
    }

    @Test func aPortWithoutModemLinesDoesNotReset() async throws {
        let board = try await Self.board(nil)
        let port = try await Self.open(board)
        let sequence = try #require(ResetCircuit.classic.intoApplication)
        #expect(try await sequence.perform(on: port, through: .classic) == nil)
        #expect(await board.counters.resets == 1)
    }
}

extension SerialControl {
    /// One step, without checking where it leads.
    fileprivate func take(_ step: ResetSequence.Step) async throws {
        if case .wait(let duration) = step { try await sleep(until: deadline(after: duration)) }
        let lines = try #require(try await modemLines)
        if let lines = step.lines(after: lines) { try await setModemLines(lines) }
    }
}
