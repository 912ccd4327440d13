import LuaREPL
package import OTAUpgrade

extension LinkReport {
    /// The trials as a table, and what to use.
    package func lines(_ paint: Paint) -> [String] {
        let table = TextTable(header: ["METHOD", "BAUD", "WINDOW", "RATE", "SENT AGAIN"], rows: trials.map(\.row)).lines
        let answer = Int((roundTrip / .milliseconds(1)).rounded(.up))
        return ["Round trip of an empty statement: \(answer) ms.", ""] + [paint(table[0], .faint)] + table.dropFirst()
            + ["", recommendation?.advice ?? "No trial was complete: check cable and adapter."]
    }
}

extension LinkReport.Trial {
    fileprivate var row: [String] {
        [
            method.rawValue, baud.map(String.init) ?? "–", "\(window)",
            bytesPerSecond.map(Quantity.rate) ?? "broke off", "\(retries)",
        ]
    }

    fileprivate var advice: String {
        let rate = baud.map { " --transfer-baud \($0)" } ?? ""
        return "Recommended (the lowest rate within 5 % of the best): "
            + "--method \(method.rawValue) --window \(window)\(rate)"
    }
}
