/// The figures of one transfer.
struct BenchRow: Encodable {
    var dialect: String
    var lua: String
    var console: String
    var baud: Int
    var latencyMs: Int
    var method: String
    var compressed: Bool
    /// The maximum number of lines in flight.
    var window: Int
    var image: String
    var efficiency: Double
    var bytesPerS: Double
    var wireBytes: Int
    var retries: Int
    var seconds: Double
    var exact: Bool
    var trouble: String

    static let header =
        "dialect  lua  baud    ms  method  packed  image        efficiency  bytes/s  wire bytes  retry  seconds  exact  trouble"

    /// The row as a line of the table under `header`.
    var line: String {
        [
            dialect.padded(7), lua.padded(3), "\(baud)".padded(6), "\(latencyMs)".padded(2), method.padded(6),
            (compressed ? "yes" : "no").padded(6), image.padded(11), efficiency.rounded(places: 3).padded(10),
            "\(Int(bytesPerS))".padded(7), "\(wireBytes)".padded(10), "\(retries)".padded(5),
            seconds.rounded(places: 1).padded(7), (exact ? "yes" : "NO").padded(5), trouble,
        ].joined(separator: "  ")
    }
}
