import ESPImage
import MockBoard
import OTAUpgrade

/// One board and one rate, measured with a local adapter and with one on a serial server.
struct NetworkSetup {
    var line: FirmwareLine
    var lua: LuaRelease
    var rate: TransferBaud
    var compresses: Bool
    var jitter: Int

    /// The minimum share of the local figure.
    static let leastShare = 0.8
    /// The minimum fraction of the bound, if the bound leaves less than `leastShare`.
    static let leastPartOfBound = 0.7
    /// The latencies that the network adds per round trip, in milliseconds; ser2net alone was measured to add 3.4 ms.
    static let added = [4, 20]

    func measure(_ image: AppImage, name: String) async throws -> NetworkRow {
        let local = try await measure(image, name, nil)
        let window = WindowBound(line: line, rate: Double(local.baud) / 10)
        let density = Double(image.size) / (Double(local.wireBytes) * window.payloadShare(lines: local.window))
        var cases: [NetworkRow.Case] = []
        for milliseconds in Self.added {
            let latency = Duration.milliseconds(milliseconds)
            for (var path, isJudged) in [
                (NetworkPath(roundTrip: latency), true), (NetworkPath(toBoard: latency, toHost: latency), false),
            ] {
                // ser2net's default: it sends the board's output after a gap of one millisecond.
                path.gap = .milliseconds(1)
                let row = try await measure(image, name, path)
                cases.append(
                    NetworkRow.Case(
                        addedMs: milliseconds,
                        eachWay: !isJudged,
                        window: row.window,
                        bytesPerS: row.bytesPerS,
                        efficiency: row.efficiency,
                        bound: window.bytesPerSecond(exchange: path.roundTrip) * density / Double(local.baud) * 10,
                        share: row.bytesPerS / local.bytesPerS,
                        retries: row.retries,
                        exact: row.exact
                    )
                )
            }
        }
        return NetworkRow(local: local, cases: cases)
    }

    private func measure(_ image: AppImage, _ name: String, _ path: NetworkPath?) async throws -> BenchRow {
        let setup = BenchSetup(
            image: name,
            line: line,
            lua: lua,
            console: .uart,
            baud: 115_200,
            latency: 1,
            method: nil,
            compresses: compresses,
            trouble: Trouble(name: ""),
            network: path,
            transferBaud: rate,
            jitter: jitter
        )
        return try await setup.measure(image)
    }
}
