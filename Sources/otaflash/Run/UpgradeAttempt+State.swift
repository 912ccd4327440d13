import Bench
import OTAUpgrade

extension UpgradeAttempt {
    /// Where the board stood after it; `nil` where the board was not reached.
    var boardState: BoardState? {
        error?.board ?? result?.after.map { BoardState($0) }
    }
}
