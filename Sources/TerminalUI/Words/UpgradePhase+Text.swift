package import OTAUpgrade

extension UpgradePhase {
    /// The phase in the words that people read.
    package var words: String {
        self == .rollBack ? "roll back" : rawValue
    }
}
