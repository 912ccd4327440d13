import LuaREPL
import OTAUpgrade
import TransportCore

/// What is known about a run so far, and the words for its phases.
struct UpgradeStory: Sendable, Hashable {
    private(set) var progress: TransferProgress?
    private(set) var estimate = ProgressEstimate()
    private var identity: BoardIdentity?
    private var status: OTAStatus?
    private var plan: UpgradePlan?

    /// Whether the board has identified itself.
    var isIdentified: Bool { identity != nil }

    mutating func learn(_ event: UpgradeEvent) {
        switch event {
        case .identified(let identity, let status): (self.identity, self.status) = (identity, status)
        case .planned(let plan): self.plan = plan
        case .progress(let progress):
            self.progress = progress
            estimate.add(progress)
        case .phaseStarted, .restartingFirst, .warning, .portReturned: break
        }
    }

    /// What a phase is about to do.
    func beginning(of phase: UpgradePhase) -> String {
        switch phase {
        case .connect: "looking for the prompt"
        case .identify: "asking the board what it is"
        case .plan: "comparing image and board"
        case .commence: "erasing \(target)"
        case .write: "sending \(plan.map { Quantity.bytes($0.imageSize) } ?? "the image") to \(target)"
        case .complete: "the board checks the image and selects \(target)"
        case .reboot: "restarting into \(target)"
        case .verify: "reading back what runs"
        case .check: "running the check on the new firmware"
        case .accept: "accepting the new firmware"
        case .rollBack: "going back to \(source)"
        }
    }

    /// What a phase has done.
    func ending(of phase: UpgradePhase) -> String {
        switch phase {
        case .connect: "the prompt answers"
        case .identify: identityText
        case .plan: planText
        case .commence: "\(target) is erased"
        case .write: writtenText
        case .complete: "the board took the image and selected \(target)"
        case .reboot: "the prompt is back"
        case .verify: "read back what runs"
        case .check: "the check returned true"
        case .accept: "the new firmware is accepted"
        case .rollBack: "\(source) is back"
        }
    }

    private var target: String { plan?.to.printable ?? "the other slot" }
    private var source: String { plan?.from.printable ?? "the old firmware" }

    private var identityText: String {
        guard let identity else { return "" }
        let parts = [
            identity.chipName, "dialect \(identity.dialect.rawValue)", "Lua \(identity.luaVersion.rawValue)",
            identity.console?.rawValue,
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private var planText: String {
        guard let plan else { return "the board runs this firmware already" }
        if plan.resumes { return "\(plan.to) runs this image on trial already".printable }
        let old = [plan.from, plan.runningVersion?.truncated(to: 20)].compactMap(\.self).joined(separator: " ")
        let new = [plan.to, plan.imageVersion?.truncated(to: 20)].compactMap(\.self).joined(separator: " ")
        return "\(old) → \(new), \(Quantity.bytes(plan.imageSize))".printable
    }

    private var writtenText: String {
        guard let progress else { return "nothing was sent" }
        let rate = progress.elapsed > .zero ? Double(progress.bytes) / progress.elapsed.seconds : 0
        let retries = progress.retries > 0 ? ", \(Quantity.count(progress.retries, "line")) sent again" : ""
        return "\(Quantity.bytes(progress.bytes)), \(Quantity.rate(rate))\(retries)"
    }
}
