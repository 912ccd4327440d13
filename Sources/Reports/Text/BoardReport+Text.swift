import ESPImage
import LuaREPL
package import OTAUpgrade
package import TerminalUI
package import TransportCore

extension BoardReport {
    /// What the board is and what its slots hold, as lines for people.
    package func lines(
        port: TransportAddress?,
        advice: Advice = Advice(),
        isVerbose: Bool = false,
        width: Int,
        paint: Paint
    ) -> [String] {
        var lines = identityFields(port, isVerbose).lines(width: width, paint: paint)
        guard let status else { return lines }
        if !status.slots.isEmpty { lines += [""] + status.table(width: width) }
        lines.append("")
        var fields = FieldList()
        fields.add("now", BoardState(status).sentence)
        fields.add("note", status.unverifiedNote)
        fields.add("next", BoardReadiness(status, boot: boot).sentence(advice))
        return lines + fields.lines(width: width, paint: paint)
    }

    private func identityFields(_ port: TransportAddress?, _ isVerbose: Bool) -> FieldList {
        var fields = FieldList()
        let chip = identity.chipName ?? "not known"
        fields.add("port", port?.description.printable)
        fields.add("chip", chip + (identity.chipID.map { ", id \($0.printable)" } ?? ""))
        fields.add("flash", identity.flashSize.map { Quantity.bytes($0) })
        fields.add("heap", identity.heap.map { "\(Quantity.bytes($0)) free" })
        fields.add("firmware", boot.banner?.printable)
        fields.add("dialect", "\(identity.lineText) (\(identity.numberType.rawValue))")
        fields.add("console", identity.console?.rawValue)
        fields.add("modules", identity.modules.sorted().joined(separator: " ").printable)
        guard isVerbose else { return fields }
        fields.add("evidence", identity.evidence.words)
        fields.add("boot", boot.bootLoaderVersion.map { "bootloader \($0)".printable })
        fields.add("reset", boot.resetReason?.printable)
        for partition in boot.partitions {
            fields.add("partition", "\(partition.label), \(Quantity.bytes(partition.size))".printable)
        }
        return fields
    }
}

extension BoardReadiness {
    /// What an upgrade would do, in a sentence or two.
    fileprivate func sentence(_ advice: Advice) -> String {
        guard let target = try? target() else { return "There is no slot to upgrade." }
        if let tableRefusal { return tableRefusal.message }
        if isOnTrial {
            let text = "An upgrade to other firmware is refused until this one is accepted or given up."
            return advice.completing(text, with: [.accept, .rollBack])
        }
        let trial =
            hasStaleTrial ? " It would restart the board first, to end the trial of firmware that did not start." : ""
        return "An upgrade would write \(target.printable).\(trial)"
    }
}

extension LineEvidence {
    /// What the board has, and what it lacks.
    fileprivate var words: String {
        let names = { (isThere: Bool) in
            Fact.allCases.filter { self[$0] == isThere }.map(\.rawValue).joined(separator: ", ")
        }
        return [("has", names(true)), ("lacks", names(false))].filter { !$0.1.isEmpty }.map { "\($0) \($1)" }
            .joined(separator: "; ")
    }
}

extension OTAStatus {
    /// Whether only the record and the description of a slot are known.
    private func isUnverified(_ slot: Slot) -> Bool {
        !isKnownWhole(slot) && (slot.state != nil || slot.description != nil)
    }

    /// What the mark in the table means; `nil` if there is none.
    fileprivate var unverifiedNote: String? {
        let labels = slots.filter(isUnverified).map(\.label.printable)
        guard !labels.isEmpty else { return nil }
        return
            "Unverified: only the record and the description at the start of \(labels.joined(separator: ", ")) are known. "
            + "After an aborted upgrade the rest can be missing."
    }

    /// The slots, one per row; the marks say which one runs, which one the next reset starts, and which ones are
    /// unverified.
    ///
    /// What does not fit beside each other goes into a second line for each slot.
    fileprivate func table(width: Int) -> [String] {
        let rows = rows
        let header = ["SLOT", "", "STATE", "NAME", "VERSION", "BUILT", "ESP-IDF"]
        let lines = TextTable(header: header, rows: rows).lines
        guard lines.contains(where: { $0.columns > width }) else { return lines }
        let short = TextTable(header: Array(header.prefix(3)), rows: rows.map { Array($0.prefix(3)) }).lines
        return short.prefix(1)
            + zip(short.dropFirst(), rows).flatMap { line, row in
                let details = zip(header, row).dropFirst(3).filter { !$0.1.isEmpty }
                let text = details.map { ["BUILT": "built ", "ESP-IDF": "ESP-IDF "][$0.0, default: ""] + $0.1 }
                    .joined(separator: ", ")
                return [line] + (text.isEmpty ? [] : Paragraph.lines(text, width: width - 2).map { "  " + $0 })
            }
    }

    /// Whether the next reset starts the slot: the bootloader may have fallen back from the one that is selected.
    private func isNext(_ slot: Slot) -> Bool {
        switch BoardState(self).nextReset {
        case .starts(let next), .tries(let next, else: _): next.slot == slot.label
        case .revertsTo, nil: true
        }
    }

    private var rows: [[String]] {
        slots.map { slot in
            let marks = [
                slot.label == running ? "runs" : nil, slot.label == boot ? (isNext(slot) ? "boots" : "selected") : nil,
                isUnverified(slot) ? "unverified" : nil,
            ]
            let build = slot.description.map { "\($0.date) \($0.time)" } ?? ""
            return [
                slot.label, marks.compactMap(\.self).joined(separator: ", "), slot.state?.word ?? "–",
                slot.description?.name ?? "", slot.description?.version ?? "", build,
                slot.description?.idfVersion ?? "",
            ].map { $0.printable.truncated(to: 31) }
        }
    }
}
