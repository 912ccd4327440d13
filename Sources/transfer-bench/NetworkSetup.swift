import ESPImage
import MockBoard
import OTAUpgrade

/// One board and one rate, measured with its adapter at the host and behind a serial server.
struct NetworkSetup {
    var line: FirmwareLine
    var lua: LuaRelease
    var rate: TransferBaud
    var compresses: Bool

    /// The least share of the local figure that has to be left.
    static let leastShare = 0.8
    /// What the network adds to each exchange; ser2net alone was measured to add 3.4 ms.
    static let added = [4, 20]

    func measure(_ image: AppImage, name: String) async throws -> NetworkRow {
        let local = try await measure(image, name, nil)
        var cases: [NetworkRow.Case] = []
        for milliseconds in Self.added {
            let latency = Duration.milliseconds(milliseconds)
            var roundTrip = NetworkPath(roundTrip: latency)
            // ser2net's defaults: what comes from the board is sent after a millisecond without more.
            roundTrip.gap = .milliseconds(1)
            var eachWay = NetworkPath(toBoard: latency, toHost: latency)
            eachWay.gap = .milliseconds(1)
            for (path, isJudged) in [(roundTrip, true), (eachWay, false)] {
                let row = try await measure(image, name, path)
                cases.append(
                    NetworkRow.Case(
                        addedMs: milliseconds,
                        eachWay: !isJudged,
                        bytesPerS: row.bytesPerS,
                        efficiency: row.efficiency,
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
            transferBaud: rate
        )
        return try await setup.measure(image)
    }
}
