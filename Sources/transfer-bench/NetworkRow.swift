/// A board's figures over several networks.
struct NetworkRow: Encodable {
    /// One network.
    struct Case: Encodable {
        /// The latency that it adds, in milliseconds.
        var addedMs: Int
        /// Whether it adds them in each direction, not per round trip.
        var eachWay: Bool
        /// The maximum number of lines in flight.
        var window: Int
        var bytesPerS: Double
        var efficiency: Double
        /// The efficiency that the console's buffer allows over this network; see `WindowBound`.
        var bound: Double
        /// The remaining share of the local figure.
        var share: Double
        var retries: Int
        var exact: Bool

        /// Whether this case must meet the limits, and does not.
        var falls: Bool { !exact || !eachWay && share < NetworkSetup.leastShare && !isBound }
        /// Whether the efficiency is close to what the console's buffer allows.
        var isBound: Bool { efficiency >= bound * NetworkSetup.leastPartOfBound }
    }

    var local: BenchRow
    var cases: [Case]

    /// Whether every case meets the limits, and every byte is in its place.
    var holds: Bool { local.exact && !cases.contains(where: \.falls) }

    static let header = """
        Efficiency: image bytes per second over the line rate. Local: an adapter that holds answers back for 1 ms. "+4 ms": a
        serial server such as ser2net that adds 4 ms per round trip (half each way) and sends the board's output after a gap of
        1 ms. Its share of the local figure must be at least 0.80, or 0.7 of what the console's buffer allows, which is then shown
        at the end of the line. "4 ms each way" adds twice as much, and has no limit.
        dialect  lua  baud    method  packed  image        local  +4 ms  share  +20 ms  share  4 each way  share  20 each way  share
        """

    /// The row as a line of the table under `header`.
    var line: String {
        let judged = cases.filter { !$0.eachWay }
        let shown = cases.filter(\.eachWay)
        let fields =
            [
                local.dialect.padded(7), local.lua.padded(3), "\(local.baud)".padded(6), local.method.padded(6),
                (local.compressed ? "yes" : "no").padded(6), local.image.padded(11),
                local.efficiency.rounded(places: 3),
            ]
            + zip(judged + shown, [5, 6, 10, 11]).flatMap { network, width in
                [network.efficiency.rounded(places: 3).padded(width), network.share.rounded(places: 3)]
            }
        let remarks = judged.filter { $0.share < NetworkSetup.leastShare }.map {
            "  \($0.addedMs) ms: at most \($0.bound.rounded(places: 3))"
        }
        return fields.joined(separator: "  ") + remarks.joined() + (holds ? "" : "  TOO LITTLE")
            + (isExact ? "" : "  NOT EXACT")
    }

    private var isExact: Bool { local.exact && cases.allSatisfy(\.exact) }
}
