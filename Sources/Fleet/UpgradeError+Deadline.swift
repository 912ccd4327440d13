import OTAUpgrade
import TransportCore

extension UpgradeError {
    /// The error of a board that missed its deadline.
    func after(_ deadline: Duration) -> UpgradeError {
        guard code == .interrupted else { return self }
        var error = self
        error.code = .deadlineExceeded
        error.message =
            "The board was not finished within its deadline of \(deadline.seconds.formattedSeconds) s"
            + (phase.map { "; it was cut off during \($0.rawValue)." } ?? ".")
        error.nextStep = "Extend the deadline, or find out what delayed the board."
        if !error.remedies.contains(.inspect) { error.remedies.append(.inspect) }
        return error
    }
}

extension Double {
    fileprivate var formattedSeconds: String {
        self == rounded() ? String(Int(self)) : String(self)
    }
}
