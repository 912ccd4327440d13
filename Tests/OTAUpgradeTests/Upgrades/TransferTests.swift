import ESPDevice
import ESPImage
import LuaREPL
import MockBoard
import Testing
import TransportCore

@testable import OTAUpgrade

/// Transfers to every kind of board, with every kind of fault, in simulated time.
@Suite struct TransferTests {
    struct Way: Sendable, CustomTestStringConvertible {
        var line: FirmwareLine
        var lua: LuaRelease
        var method: TransferMethod

        var testDescription: String { "\(line.rawValue), Lua \(lua.rawValue), \(method.rawValue)" }

        static let all = FirmwareLine.allCases.flatMap { line in
            line.luaReleases.flatMap { lua in
                TransferMethod.allCases.map { Way(line: line, lua: lua, method: $0) }
            }
        }

        /// Each line with its newest Lua.
        static let newest = all.filter { $0.lua == $0.line.luaReleases.last }

        func bench(_ timing: ConsoleTiming = ConsoleTiming(), baud: Int = 115_200) throws -> UpgradeBench {
            var bench = try UpgradeBench(line, lua: lua)
            bench.board.timing = timing
            bench.board.baud = baud
            bench.board.boot.baud = baud
            return bench
        }

        func options(compresses: Bool) -> UpgradeOptions {
            var options = UpgradeOptions()
            options.method = method
            options.compresses = compresses
            options.transferBaud = .unchanged
            return options
        }
    }

    /// Upgrades, and expects every byte in its place, written to the flash once, and a usable prompt.
    @discardableResult
    private func transfer(
        _ bench: UpgradeBench,
        _ options: UpgradeOptions,
        size: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> TransferReport {
        let board = try bench.powered()
        let image = try bench.image(size: size)
        let result = await UpgradeBench.upgrade(board, to: image, options).result
        #expect(result.outcome == .upgraded, "\(String(describing: result.error))", sourceLocation: sourceLocation)
        let slot = try #require(bench.board.partitions["ota_1"])
        let content = await board.content(of: slot)
        #expect(content.starts(with: image.bytes), "the slot is exact", sourceLocation: sourceLocation)
        #expect(await board.counters.bytesWritten == image.size, sourceLocation: sourceLocation)
        #expect(await board.promptIsUsable, sourceLocation: sourceLocation)
        let report = try #require(result.transfer, sourceLocation: sourceLocation)
        #expect(report.bytes == image.size, sourceLocation: sourceLocation)
        if let method = options.method { #expect(report.method == method, sourceLocation: sourceLocation) }
        return report
    }

    @Test("each transfer setting", arguments: Way.all)
    func plain(_ way: Way) async throws {
        let report = try await transfer(way.bench(), way.options(compresses: false), size: 0x4000)
        #expect(!report.isCompressed)
        #expect(report.retries == 0)
    }

    @Test("each transfer setting, compressed", arguments: Way.all)
    func compressed(_ way: Way) async throws {
        let report = try await transfer(way.bench(), way.options(compresses: true), size: 0x10000)
        #expect(report.isCompressed)
        #expect(report.wireBytes < 0x10000)
        #expect(report.retries == 0)
    }

    // MARK: Faults

    struct Trouble: Sendable, CustomTestStringConvertible {
        var name: String
        var page = Duration.microseconds(700)
        var latency = Duration.milliseconds(1)
        var processor = 1
        var isDamaged = false

        var testDescription: String { name }

        var timing: ConsoleTiming {
            var timing = ConsoleTiming()
            timing.flash.programPage = page
            timing.hostLatency = latency
            timing.consoleTaskPerByte *= processor
            timing.luaTaskPerByte *= processor
            timing.perLine *= processor
            timing.perInstruction *= processor
            timing.perStringByte *= processor
            return timing
        }

        static let all = [
            Trouble(name: "pages of 1.5 ms", page: .microseconds(1500)),
            Trouble(name: "pages of 3 ms", page: .milliseconds(3)),
            Trouble(name: "16 ms to the host", latency: .milliseconds(16)),
            Trouble(name: "a processor four times as slow", processor: 4),
            Trouble(name: "damage", isDamaged: true),
            Trouble(
                name: "all together",
                page: .milliseconds(3),
                latency: .milliseconds(16),
                processor: 4,
                isDamaged: true
            ),
        ]
    }

    /// Bytes damaged and dropped and answers lost while the image is sent: more than one line in a hundred.
    private static func damage(_ bytes: Range<Int>) -> String {
        stride(from: bytes.lowerBound, to: bytes.upperBound, by: 3000).enumerated()
            .flatMap { ["flip-bit@\($1)", "drop-byte@\($1 + 1111)", "drop-reply@\(5 + 12 * $0)"] }
            .joined(separator: ",")
    }

    @Test("the transfer survives faults", arguments: Trouble.all, Way.newest)
    func trouble(_ trouble: Trouble, _ way: Way) async throws {
        for (baud, compresses) in [(115_200, false), (921_600, false)] + (trouble.isDamaged ? [(115_200, true)] : []) {
            var bench = try way.bench(trouble.timing, baud: baud)
            let size = compresses ? 0x10000 : 0x4000
            if trouble.isDamaged { try bench.faults(Self.damage(compresses ? 18_000..<36_000 : 9000..<18_000)) }
            let report = try await transfer(bench, way.options(compresses: compresses), size: size)
            if trouble.isDamaged { #expect(report.retries > 0) }
        }
    }

    @Test("a board that stalls for seconds continues as before", arguments: Way.newest)
    func stall(_ way: Way) async throws {
        for compresses in [false, true] {
            var bench = try way.bench()
            try bench.faults([5, 10, 15, 20].map { "stall@\($0):4800ms" }.joined(separator: ","))
            var options = way.options(compresses: compresses)
            options.transferBaud = .automatic
            try await transfer(bench, options, size: compresses ? 0x10000 : 0x4000)
        }
    }

    // MARK: A host that dies

    @Test(
        "a console without a host is restored automatically",
        arguments: Way.newest.filter { $0.method == .frames || $0.line != .console },
        [TransferBaud.unchanged, .automatic]
    )
    func deadHost(_ way: Way, _ baud: TransferBaud) async throws {
        for compresses in [false, true] {
            let bench = try way.bench()
            let board = try bench.powered()
            let image = try bench.image(size: compresses ? 0x10000 : 0x8000)
            var options = way.options(compresses: compresses)
            options.transferBaud = baud
            let dying = TroubledConnector(board: board, trouble: .dies(afterBytes: compresses ? 38_000 : 36_000))
            let result = await UpgradeBench.upgrade(dying, to: image, options).result
            #expect(result.error?.code == .linkLost)
            #expect(await !board.promptIsUsable, "the console is still the transfer's")
            let written = await board.counters.bytesWritten
            #expect(written > 0 && written < image.size)

            await board.run(for: .seconds(30))
            #expect(await board.promptIsUsable)

            let again = await UpgradeBench.upgrade(board, to: image, options).result
            #expect(again.outcome == .upgraded, "\(String(describing: again.error))")
            let slot = try #require(bench.board.partitions["ota_1"])
            #expect(await board.content(of: slot).starts(with: image.bytes))
            #expect(await board.promptIsUsable)
        }
    }

    // MARK: Efficiency

    struct Pace: Sendable, CustomTestStringConvertible {
        var line: FirmwareLine
        var method: TransferMethod?
        var latency = 1
        var atLeast: Double

        var testDescription: String {
            "\(line.rawValue), \(method?.rawValue ?? "by default"), \(latency) ms: \(atLeast)"
        }

        static let plain = [
            Pace(line: .idf5, method: .lines, atLeast: 0.92),
            Pace(line: .idf5, method: .frames, atLeast: 0.97),
            Pace(line: .console, method: nil, atLeast: 0.95),
            Pace(line: .idf4, method: nil, atLeast: 0.92),
            Pace(line: .idf3, method: nil, atLeast: 0.80),
            Pace(line: .idf5, method: .lines, latency: 16, atLeast: 0.89),
            Pace(line: .idf5, method: .frames, latency: 16, atLeast: 0.93),
        ]

        static let compressed = FirmwareLine.allCases.map {
            Pace(line: $0, method: nil, atLeast: $0 == .idf3 ? 0.9 : 1.28)
        }
    }

    /// The efficiency of a transfer to a board with the estimated costs, relative to its console's rate.
    private func efficiency(
        _ pace: Pace,
        compresses: Bool,
        size: Int,
        _ change: (inout ConsoleTiming) -> Void = { _ in }
    ) async throws -> Double {
        var bench = try UpgradeBench(pace.line)
        bench.board.timing = ConsoleTiming()
        bench.board.timing.hostLatency = .milliseconds(pace.latency)
        change(&bench.board.timing)
        var options = UpgradeOptions()
        options.method = pace.method
        options.compresses = compresses
        options.transferBaud = .unchanged
        let report = try await transfer(bench, options, size: size)
        #expect(report.isCompressed == compresses)
        return try #require(report.efficiency)
    }

    @Test("a plain image uses most of the line rate", arguments: Pace.plain)
    func plainEfficiency(_ pace: Pace) async throws {
        let efficiency = try await efficiency(pace, compresses: false, size: 0x40000)
        #expect(efficiency >= pace.atLeast)
    }

    @Test("a compressed image exceeds the line rate", arguments: Pace.compressed)
    func compressedEfficiency(_ pace: Pace) async throws {
        let efficiency = try await efficiency(pace, compresses: true, size: 0x20000)
        #expect(efficiency >= pace.atLeast)
    }

    @Test(
        "a compressed image is also fast on a board that is slower than estimated",
        arguments: Pace.compressed.filter { $0.line != .idf3 }
    )
    func slowerBoards(_ pace: Pace) async throws {
        let slowLua = try await efficiency(pace, compresses: true, size: 0x20000) {
            $0.perInstruction *= 2
            $0.perStringByte *= 2
        }
        #expect(slowLua >= 1.15)
        let slowFlash = try await efficiency(pace, compresses: true, size: 0x20000) {
            $0.flash.programPage = .microseconds(1500)
        }
        #expect(slowFlash >= 1.15)
    }

    @Test func aUSBSerialJTAGConsoleIsFasterThanALineAt115200() async throws {
        var bench = try UpgradeBench(.idf5, console: .usbSerialJTAG, chip: .esp32c3)
        bench.board.timing = ConsoleTiming()
        var options = UpgradeOptions()
        options.compresses = false
        let report = try await transfer(bench, options, size: 0x10000)
        #expect(report.efficiency == nil)
        #expect(report.bytesPerSecond >= 11_000)
    }
}
