/// Colours text, or leaves it as it is; colour never says more than the text.
package struct Paint: Sendable, Hashable {
    package enum Tone: String, Sendable, CaseIterable {
        case strong = "1"
        case faint = "2"
        case bad = "31"
        case good = "32"
        case warning = "33"
    }

    package static let off = Paint(isOn: false)

    var isOn: Bool

    package func callAsFunction(_ text: String, _ tone: Tone) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }
}
