public import ArgumentParser
import ESPImage
import Foundation
public import MockBoard
public import OTAUpgrade

/// Measures transfers to simulated boards in simulated time: the figures are the same on every machine.
@main
struct TransferBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer-bench",
        abstract: "Measure transfers to simulated boards; the figures are the same on every machine.",
        discussion: """
            Efficiency is image bytes per second in the write phase, divided by the line rate. The processor's costs are \
            estimates for an ESP32: 25 µs per byte in the console's task and 40 µs in Lua's task, 1 ms per line, \
            0.5 µs per Lua instruction, 0.7 ms per page of flash. The options change them.
            """
    )

    @Argument(help: "Application images; by default a generated image with similar entropy.")
    var images: [String] = []

    @Option(name: .customLong("made-kib"), help: "The size of the generated image, in KiB.")
    var madeSize = 512

    @Option(help: "Measure only this firmware line.")
    var dialect: FirmwareLine?

    @Option(help: "Measure only this Lua version.")
    var lua: LuaRelease?

    @Option(help: "Line rates, in baud.")
    var baud: [Int] = [115_200]

    @Option(name: .customLong("latency-ms"), help: "Adapter latencies, in milliseconds.")
    var latency: [Int] = [1, 16]

    @Option(help: "Measure only this method: lines or frames.")
    var method: TransferMethod?

    @Flag(help: "Measure only the method that is selected automatically.")
    var defaults = false

    @Option(
        name: .customLong("jitter-us"),
        help: "The maximum delay before a write of the host starts on the wire, in microseconds."
    )
    var jitter = 1000

    @Option(help: "The line rate of the transfer: keep, auto or a number.")
    var transferBaud = TransferBaud.unchanged

    @Option(name: .customLong("page-ms"), help: "The time to program a page of flash, in milliseconds.")
    var page = 0.7

    @Option(name: .customLong("cpu"), help: "A factor on the estimated costs of the processor.")
    var processor = 1.0

    @Option(name: .customLong("lua-cpu"), help: "A further factor on the costs of Lua's instructions and strings.")
    var luaProcessor = 1.0

    @Option(help: "Faults to inject, in the form that mock-board takes.")
    var fault: String?

    @Flag(help: "Measure slow boards, slow adapters and bad cables, alone and together, at 115200 and 921600 baud.")
    var stress = false

    @Flag(
        help: """
            Measure the cost of a network for each board, at 115200 baud and at the automatically selected rate. Fails if \
            less than 80 % of the local figure remains and that is less than 70 % of what the console's buffer allows.
            """
    )
    var network = false

    @Flag(help: "Print an array of JSON objects.")
    var json = false

    func run() async throws {
        if network { return try await runNetwork() }
        var rows: [BenchRow] = []
        if !json { print(BenchRow.header) }
        for image in try loadImages() {
            for setup in setups(image) {
                let row = try await setup.measure(image.image)
                rows.append(row)
                if !json { print(row.line) }
            }
        }
        if json { try printJSON(rows) }
        guard rows.allSatisfy(\.exact) else { throw ExitCode(1) }
    }

    private func runNetwork() async throws {
        var rows: [NetworkRow] = []
        if !json { print(NetworkRow.header) }
        for image in try loadImages() {
            for board in networkBoards {
                let row = try await board.measure(image.image, name: image.name)
                rows.append(row)
                if !json { print(row.line) }
            }
        }
        if json { try printJSON(rows) }
        guard rows.allSatisfy(\.holds) else { throw ExitCode(1) }
    }

    private func printJSON(_ rows: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        print(String(decoding: try encoder.encode(rows), as: UTF8.self))
    }

    private struct NamedImage {
        var name: String
        var image: AppImage
    }

    private func loadImages() throws -> [NamedImage] {
        guard !images.isEmpty else {
            let made = AppImageBuilder(chip: .esp32, version: "2.0.0", size: madeSize * 1024, seed: 3)
            return [NamedImage(name: "made", image: try AppImage(made.build()))]
        }
        return try images.map { path in
            let url = URL(filePath: path)
            let name = url.deletingPathExtension().lastPathComponent.split(separator: "-").last.map(String.init)
            return NamedImage(name: name ?? path, image: try AppImage(Array(Data(contentsOf: url))))
        }
    }

    private func setups(_ image: NamedImage) -> [BenchSetup] {
        let methods: [TransferMethod?] = method.map { [$0] } ?? (defaults || stress ? [nil] : [.lines, .frames])
        var setups: [BenchSetup] = []
        for (line, lua) in boards {
            for (baud, latency, trouble) in conditions {
                for method in methods {
                    setups += [false, true].map { compresses in
                        BenchSetup(
                            image: image.name,
                            line: line,
                            lua: lua,
                            console: .uart,
                            baud: baud,
                            latency: latency,
                            method: method,
                            compresses: compresses,
                            trouble: trouble,
                            fault: fault,
                            transferBaud: transferBaud,
                            jitter: jitter
                        )
                    }
                }
            }
        }
        return setups
    }

    /// The newest Lua of each line unless one is named: the versions differ by less than 0.1 %.
    private var networkBoards: [NetworkSetup] {
        boards.filter { lua != nil || $0.1 == $0.0.luaReleases.last }.flatMap { line, lua in
            [TransferBaud.unchanged, .automatic].flatMap { rate in
                [false, true].map { NetworkSetup(line: line, lua: lua, rate: rate, compresses: $0, jitter: jitter) }
            }
        }
        .filter { $0.rate == .unchanged || $0.line != .console }
    }

    private var boards: [(FirmwareLine, LuaRelease)] {
        (dialect.map { [$0] } ?? FirmwareLine.allCases).flatMap { line in
            line.luaReleases.filter { lua == nil || lua == $0 }.map { (line, $0) }
        }
    }

    private var conditions: [(baud: Int, latency: Int, trouble: Trouble)] {
        let own = Trouble(name: "", page: page, processor: processor, luaProcessor: luaProcessor)
        let bauds = stress ? [115_200, 921_600] : baud
        let latencies = stress ? [1] : latency
        return bauds.flatMap { baud in
            latencies.flatMap { latency in
                (stress ? Trouble.all : [own]).map { (baud, latency, $0) }
            }
        }
    }
}

extension FirmwareLine: ExpressibleByArgument {}
extension LuaRelease: ExpressibleByArgument {}
extension TransferMethod: ExpressibleByArgument {}

extension TransferBaud: ExpressibleByArgument {
    /// Reads `keep`, `auto` or a rate.
    public init?(argument: String) {
        switch argument {
        case "keep": self = .unchanged
        case "auto": self = .automatic
        default:
            guard let rate = Int(argument), (300...5_000_000).contains(rate) else { return nil }
            self = .rate(rate)
        }
    }

    /// The default as the help shows it.
    public var defaultValueDescription: String { self == .unchanged ? "keep" : "auto" }
}
