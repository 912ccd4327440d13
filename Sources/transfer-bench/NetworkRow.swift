/// What a network leaves of a board's figures.
struct NetworkRow: Encodable {
    /// One network.
    struct Case: Encodable {
        /// The milliseconds that it adds.
        var addedMs: Int
        /// Whether it adds them in each direction, and not to a round trip.
        var eachWay: Bool
        /// The most lines in flight.
        var window: Int
        var bytesPerS: Double
        var efficiency: Double
        /// The most that the console's buffer allows over this network, as an efficiency; see `WindowBound`.
        var bound: Double
        /// The part of the local figure that is left.
        var share: Double
        var retries: Int
        var exact: Bool

        /// Whether it is one of those that have to hold, and does not.
        var falls: Bool { !exact || !eachWay && share < NetworkSetup.leastShare && !isBound }
        /// Whether it is near to what the console's buffer allows.
        var isBound: Bool { efficiency >= bound * NetworkSetup.leastPartOfBound }
    }

    var local: BenchRow
    var cases: [Case]

    /// Whether enough is left where it has to be, and every byte is in its place.
    var holds: Bool { local.exact && !cases.contains(where: \.falls) }

    static let header = """
        Efficiency: image bytes per second over the line rate. Local: an adapter that holds answers back for 1 ms. "+4 ms": a
        serial server as ser2net with 4 ms more for a round trip (half of it each way), which sends what the board says after
        1 ms without more; its share of the local figure has to be 0.80, or seven tenths of what the console's buffer allows, which
        then stands behind. "4 ms each way" is twice that, and only shown.
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
