package import Fleet
package import OTAUpgrade

extension UpgradeAttempt {
    /// The state of the board after it; `nil` if the board was not reached.
    package var boardState: BoardState? {
        error?.board ?? result?.after.map { BoardState($0) }
    }
}
