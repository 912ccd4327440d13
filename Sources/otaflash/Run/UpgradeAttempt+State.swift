import Fleet
import OTAUpgrade

extension UpgradeAttempt {
    /// The state of the board after it; `nil` if the board was not reached.
    var boardState: BoardState? {
        error?.board ?? result?.after.map { BoardState($0) }
    }
}
