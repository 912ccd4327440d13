/// The line rate of a transfer.
public enum TransferBaud: Sendable, Hashable {
    /// A faster rate than the port's, if the console can change its rate and the faster one proves reliable.
    case automatic
    /// The port's.
    case unchanged
    /// This rate, in bits per second; the upgrade is refused if the console cannot change its rate.
    case rate(Int)

    /// The rate that `automatic` tries.
    ///
    /// Twice that rate is only a tenth faster, since the board's processor is then the limit, and fills the console's
    /// buffers faster than Lua empties them (`scripts/bench --baud 230400 460800`).
    static let quick = 230_400

    /// The rates at which a board may still run after an interrupted transfer, the likeliest first.
    var searchedRates: [Int] {
        guard case .rate(let baud) = self else { return BoardConnection.usualRates }
        return [baud] + BoardConnection.usualRates.filter { $0 != baud }
    }
}
