import ESPDevice
import ESPImage
import MockBoard
import OTAUpgrade

/// One board, one connection and one transfer method.
struct BenchSetup {
    var image: String
    var line: FirmwareLine
    var lua: LuaRelease
    var console: ConsoleInterface
    var baud: Int
    var latency: Int
    var method: TransferMethod?
    var compresses: Bool
    var trouble: Trouble
    var fault: String?
    /// The network before the adapter; `nil` if the adapter is local to the host.
    var network: NetworkPath?
    var transferBaud = TransferBaud.unchanged
    /// The maximum delay of a write of the host, in microseconds.
    var jitter: Int

    /// Upgrades a new board and measures the transfer.
    func measure(_ image: AppImage) async throws -> BenchRow {
        let configuration = try configuration(image)
        let board = try SimulatedBoard(configuration)
        var options = UpgradeOptions()
        // The transfer of any image is measured, including one that could not upgrade itself.
        options.allowsLastUpgrade = true
        options.method = method
        options.compresses = compresses
        options.transferBaud = transferBaud
        options.allowsDowngrade = true
        let result = await UpgradeSession(connector: board, image: image, options: options).run()
        guard let transfer = result.transfer else { throw BenchError(setup: self, error: result.error) }
        let slot = configuration.partitions["ota_1"]
        let content = if let slot { await board.content(of: slot) } else { [UInt8]() }
        let counters = await board.counters
        return BenchRow(
            dialect: line.rawValue,
            lua: lua.rawValue,
            console: console.rawValue,
            baud: transfer.lineRate.map { Int(($0 * 10).rounded()) } ?? baud,
            latencyMs: max(latency, trouble.latency),
            method: transfer.method.rawValue,
            compressed: transfer.isCompressed,
            window: transfer.window,
            image: self.image,
            efficiency: transfer.efficiency ?? 0,
            bytesPerS: transfer.bytesPerSecond,
            wireBytes: transfer.wireBytes,
            retries: transfer.retries,
            seconds: Double(transfer.duration / .milliseconds(1)) / 1000,
            exact: content.starts(with: image.bytes) && counters.bytesWritten == image.size
                && result.outcome == .upgraded,
            trouble: trouble.name
        )
    }

    private func configuration(_ image: AppImage) throws -> BoardConfiguration {
        let builder = AppImageBuilder(chip: image.chip, version: "1.0.0", size: 0x4000)
        var board = BoardConfiguration(firmware: try builder.build())
        board.line = line
        board.lua = lua
        board.console = console
        board.baud = baud
        board.boot.baud = baud
        board.timing.network = network
        board.timing.hostJitter = .microseconds(jitter)
        board.timing.hostLatency = .milliseconds(max(latency, trouble.latency))
        board.timing.flash.programPage = .milliseconds(trouble.page)
        let (processor, lua) = (trouble.processor, trouble.processor * trouble.luaProcessor)
        board.timing.consoleTaskPerByte = processor * board.timing.consoleTaskPerByte
        board.timing.luaTaskPerByte = processor * board.timing.luaTaskPerByte
        board.timing.perLine = processor * board.timing.perLine
        board.timing.perInstruction = lua * board.timing.perInstruction
        board.timing.perStringByte = lua * board.timing.perStringByte
        if let fault = fault ?? trouble.faults(imageSize: image.size) {
            board.faults = try FaultSchedule(parsing: fault)
        }
        return board
    }
}

extension Duration {
    fileprivate static func * (factor: Double, duration: Duration) -> Duration {
        .nanoseconds(Int((factor * (duration / .nanoseconds(1))).rounded()))
    }
}
