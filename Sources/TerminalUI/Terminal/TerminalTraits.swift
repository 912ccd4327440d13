/// What the environment says about terminals.
package struct TerminalTraits: Sendable, Hashable {
    package var color = ColorChoice.auto
    var isDumb = false
    var isUTF8 = true
    package var columns = 80
    private var refusesColor = false

    package init(color: ColorChoice = .auto, environment: [String: String]) {
        self.color = color
        isDumb = environment["TERM"] == "dumb"
        refusesColor = environment["NO_COLOR"]?.isEmpty == false
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
        isUTF8 = locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
        columns = environment["COLUMNS"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil } ?? 80
    }

    /// Whether a stream gets colours.
    package func colours(_ isTerminal: Bool) -> Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: isTerminal && !isDumb && !refusesColor
        }
    }
}

/// When to colour.
package enum ColorChoice: String, Sendable, CaseIterable {
    case auto, always, never
}
