import ESPImage
import LuaREPL
package import OTAUpgrade
import TransportCore

extension UpgradeResult {
    /// The verdict in one sentence.
    package var upgradedSentence: String {
        let slot = after?.running ?? plan?.to ?? "the new slot"
        let version = after?.runningSlot?.description.map { " \($0.name) \($0.version)" } ?? ""
        let what = proof?.proven.contains(.version) == true ? version : ", its version not proven"
        return switch after?.runningSlot?.state {
        case .valid: "Upgraded: \(slot) runs\(what), and is accepted."
        case .pendingVerify: "Upgraded: \(slot) runs\(what), on trial until it is accepted."
        default: "Upgraded: \(slot) runs\(what)."
        }
    }

    /// What ran before, what runs now, and which of these facts are proven.
    package func proofTable(width: Int) -> [String] {
        let (old, new) = (before?.runningSlot, after?.runningSlot)
        let facts: [(String, UpgradeProof.Fact, String?, String?)] = [
            ("slot", .slot, before?.running, after?.running),
            ("name", .name, old?.description?.name, new?.description?.name),
            ("version", .version, old?.description?.version, new?.description?.version),
            ("date", .date, old?.description?.date, new?.description?.date),
            ("time", .time, old?.description?.time, new?.description?.time),
            ("ESP-IDF", .idfVersion, old?.description?.idfVersion, new?.description?.idfVersion),
        ]
        // Name, proof and the gaps between the columns take 25. A cell may be long if its neighbours are short.
        let isNarrow = Self.longest(facts.map(\.2)) + Self.longest(facts.map(\.3)) + 25 <= width
        let cell = isNarrow ? width : max(8, (width - 25) / 2)
        let rows = facts.map { name, fact, before, after in
            [name, Self.cell(before, cell), Self.cell(after, cell), proof?.word(for: fact) ?? ""]
        }
        let states = ["state", Self.cell(old?.state?.word, cell), Self.cell(new?.state?.word, cell), stateWord]
        return TextTable(header: ["", "before", "after", "proof"], rows: rows + [states]).lines
    }

    private var stateWord: String {
        switch after?.runningSlot?.state {
        case .valid: "accepted"
        case .pendingVerify: "on trial"
        case .undefined: "no rollback"
        default: ""
        }
    }

    private static func longest(_ texts: [String?]) -> Int { texts.map { $0?.printable.columns ?? 1 }.max() ?? 0 }

    private static func cell(_ text: String?, _ width: Int) -> String {
        guard let text, !text.isEmpty else { return "–" }
        return text.printable.truncated(to: width)
    }
}

extension UpgradeProof {
    fileprivate func word(for fact: Fact) -> String {
        if proven.contains(fact) { return "proven" }
        if mismatches.contains(where: { $0.fact == fact }) { return "wrong" }
        return "not provable"
    }
}
