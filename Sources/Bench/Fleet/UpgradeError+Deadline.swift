import OTAUpgrade
import TransportCore

extension UpgradeError {
    /// The error of a board whose time was up.
    func after(_ deadline: Duration) -> UpgradeError {
        guard code == .interrupted else { return self }
        var error = self
        error.code = .deadlineExceeded
        error.message =
            "The board was not done within its deadline of \(deadline.seconds.formattedSeconds) s"
            + (phase.map { "; it was cut off during \($0.rawValue)." } ?? ".")
        error.nextStep = "Give it longer, or look at what held it up; what runs now is read by `info`."
        return error
    }
}

extension Double {
    fileprivate var formattedSeconds: String {
        self == rounded() ? String(Int(self)) : String(self)
    }
}
