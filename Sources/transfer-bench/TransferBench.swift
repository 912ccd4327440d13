public import ArgumentParser
import ESPImage
import Foundation
public import MockBoard
public import OTAUpgrade

/// Measures transfers to simulated boards, in their own time: the same figures on every machine.
@main
struct TransferBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer-bench",
        abstract: "Measure how fast images go to simulated boards; exact and the same on every machine.",
        discussion: """
            Efficiency is image bytes per second over the write phase, divided by the line rate. What a processor costs is \
            an estimate of an ESP32 (25 and 40 µs for each byte in the console's and in Lua's task, 1 ms for each line, \
            0.5 µs for each Lua instruction, 0.7 ms for each page of flash); the options change it.
            """
    )

    @Argument(help: "Application images; made ones of like entropy where none is given.")
    var images: [String] = []

    @Option(help: "Only this firmware line.")
    var dialect: FirmwareLine?

    @Option(help: "Only this Lua version.")
    var lua: LuaRelease?

    @Option(help: "Line rates.")
    var baud: [Int] = [115_200]

    @Option(name: .customLong("latency-ms"), help: "Latencies of the adapter, in milliseconds.")
    var latency: [Int] = [1, 16]

    @Option(help: "Only this method: lines or frames.")
    var method: TransferMethod?

    @Flag(help: "Only the methods that are chosen by themselves.")
    var defaults = false

    @Option(name: .customLong("page-ms"), help: "How long a page of flash takes, in milliseconds.")
    var page = 0.7

    @Option(name: .customLong("cpu"), help: "How many times the estimated costs the processor takes.")
    var processor = 1.0

    @Option(help: "What goes wrong, as for mock-board.")
    var fault: String?

    @Flag(help: "Print an array of JSON objects.")
    var json = false

    func run() async throws {
        var rows: [BenchRow] = []
        if !json { print(BenchRow.header) }
        for image in try loadImages() {
            for setup in setups(image) {
                let row = try await setup.measure(image.image)
                rows.append(row)
                if !json { print(row.line) }
            }
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            print(String(decoding: try encoder.encode(rows), as: UTF8.self))
        }
        guard rows.allSatisfy(\.exact) else { throw ExitCode(1) }
    }

    private struct NamedImage {
        var name: String
        var image: AppImage
    }

    private func loadImages() throws -> [NamedImage] {
        guard !images.isEmpty else {
            let made = AppImageBuilder(chip: .esp32, version: "2.0.0", size: 0x80000, seed: 3)
            return [NamedImage(name: "made", image: try AppImage(made.build()))]
        }
        return try images.map { path in
            let url = URL(filePath: path)
            let name = url.deletingPathExtension().lastPathComponent.split(separator: "-").last.map(String.init)
            return NamedImage(name: name ?? path, image: try AppImage(Array(Data(contentsOf: url))))
        }
    }

    private func setups(_ image: NamedImage) -> [BenchSetup] {
        let lines = dialect.map { [$0] } ?? FirmwareLine.allCases
        let methods: [TransferMethod?] = defaults ? [nil] : method.map { [$0] } ?? [.lines, .frames]
        var setups: [BenchSetup] = []
        for line in lines {
            for lua in line.luaReleases where self.lua == nil || self.lua == lua {
                for baud in baud {
                    for latency in latency {
                        for method in methods {
                            for compresses in [false, true] {
                                setups.append(
                                    BenchSetup(
                                        image: image.name,
                                        line: line,
                                        lua: lua,
                                        console: .uart,
                                        baud: baud,
                                        latency: latency,
                                        method: method,
                                        compresses: compresses,
                                        page: page,
                                        processor: processor,
                                        fault: fault
                                    )
                                )
                            }
                        }
                    }
                }
            }
        }
        return setups
    }
}

extension FirmwareLine: ExpressibleByArgument {}
extension LuaRelease: ExpressibleByArgument {}
extension TransferMethod: ExpressibleByArgument {}
