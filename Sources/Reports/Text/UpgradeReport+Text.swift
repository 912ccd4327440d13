import ESPImage
import LuaREPL
import OTAUpgrade
package import TerminalUI
import TransportCore

extension UpgradeReport {
    /// The verdict with the proof, as lines for people; empty if the run failed, since that is a message.
    package func lines(width: Int, paint: Paint) -> [String] {
        guard let result else { return [] }
        switch outcome {
        case .upgraded: return upgraded(result, width, paint)
        case .unchanged: return headline(unchangedSentence(result), width, paint) + boardLines(width, paint)
        case .planned: return planned(result, width, paint)
        case .staged: return headline(stagedSentence, width, paint) + boardLines(width, paint)
        case .rolledBack, .failed: return []
        }
    }

    private func headline(_ text: String, _ width: Int, _ paint: Paint) -> [String] {
        Paragraph.lines(text.printable, width: width).map { paint($0, .strong) }
    }

    private func boardLines(_ width: Int, _ paint: Paint) -> [String] {
        var fields = FieldList()
        fields.add("board", boardState?.sentence)
        return fields.lines(width: width, indent: 2, paint: paint)
    }

    // MARK: Unchanged

    private func unchangedSentence(_ result: UpgradeResult) -> String {
        let description = result.after?.runningSlot?.description
        let build = description.map { " \($0.version), built \($0.date) \($0.time)" } ?? ""
        return "Unchanged: \(result.after?.running ?? "the board") runs this firmware already:\(build)."
    }

    private var stagedSentence: String {
        "Staged: the image was sent but not selected; the old firmware still boots."
    }

    // MARK: Planned

    private func planned(_ result: UpgradeResult, _ width: Int, _ paint: Paint) -> [String] {
        guard let plan = result.plan else { return [] }
        var fields = FieldList()
        if plan.resumes {
            let text = "Planned: \(plan.to) runs this image on trial already; nothing is sent. Nothing was changed."
            fields.add("next", "An upgrade would check the firmware and accept it.")
            fields.add("board", boardState?.sentence)
            return headline(text, width, paint) + fields.lines(width: width, indent: 2, paint: paint)
        }
        fields.add("slot", "\(plan.from) → \(plan.to)".printable)
        fields.add("version", "\(plan.runningVersion ?? "unknown") → \(plan.imageVersion ?? "unknown")".printable)
        let slot = plan.slotSize.map { "the slot holds \(Quantity.count($0))" } ?? "the size of the slot is not known"
        fields.add("first", plan.restartsFirst?.sentence)
        fields.add("image", "\(Quantity.bytes(plan.imageSize)), \(slot)")
        fields.add("chip", result.identity?.chipName ?? "not known")
        fields.add("rollback", plan.rollbackSentence)
        fields.add("board", boardState?.sentence)
        return headline("Planned: \(plan.from) → \(plan.to). Nothing was changed.", width, paint)
            + fields.lines(width: width, indent: 2, paint: paint)
    }

    // MARK: Upgraded

    private func upgraded(_ result: UpgradeResult, _ width: Int, _ paint: Paint) -> [String] {
        var fields = FieldList()
        if let transfer = result.transfer {
            fields.add("transfer", transfer.sentence)
            fields.add("wire", transfer.wireText)
        }
        fields.add("board", boardState?.sentence)
        if result.after?.runningSlot?.state == .pendingVerify {
            fields.add("next", advice?.completing("Accept it to keep it.", with: [.accept]))
        }
        return headline(result.upgradedSentence, width, paint) + [""]
            + result.proofTable(width: width - 2).map { "  " + $0 } + [""]
            + fields.lines(width: width, indent: 2, paint: paint)
    }
}

extension RestartReason {
    /// What happens before the upgrade, in a sentence.
    fileprivate var sentence: String {
        switch self {
        case .readSlots:
            "The board is restarted to read the size of its slots; an image that does not fit is then refused."
        case .endTrial: "The board is restarted to end the trial of firmware that did not start."
        }
    }
}

extension UpgradePlan {
    /// Whether there is a safety net, in a sentence.
    fileprivate var rollbackSentence: String {
        switch canRollBack {
        case true: "The board rolls back automatically if the new firmware is not accepted."
        case false: "The board does not roll back automatically."
        case nil: "Whether the board can roll back automatically is known only after the transfer."
        }
    }
}
