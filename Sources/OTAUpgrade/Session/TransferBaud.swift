/// The line rate of a transfer.
public enum TransferBaud: Sendable, Hashable {
    /// A quicker one than the port's where the console can change and it is proven to hold.
    case automatic
    /// The port's.
    case unchanged
    /// This one, in bits per second; the upgrade is refused where the console cannot change.
    case rate(Int)

    /// What `automatic` tries: twice as much brings a tenth more, since the board's processor is the limit by then, and
    /// fills the console's buffers quicker than it empties them (`scripts/bench --baud 230400 460800`).
    static let quick = 230_400

    /// The rates at which a board may run whose last transfer was broken off, the likeliest first.
    var searchedRates: [Int] {
        guard case .rate(let baud) = self else { return BoardConnection.usualRates }
        return [baud] + BoardConnection.usualRates.filter { $0 != baud }
    }
}
