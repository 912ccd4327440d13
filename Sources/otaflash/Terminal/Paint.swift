/// Colours text, or leaves it as it is; colour never says more than the text.
struct Paint: Sendable, Hashable {
    enum Tone: String, Sendable, CaseIterable {
        case strong = "1"
        case faint = "2"
        case bad = "31"
        case good = "32"
        case warning = "33"
    }

    static let off = Paint(isOn: false)

    var isOn: Bool

    func callAsFunction(_ text: String, _ tone: Tone) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }
}
