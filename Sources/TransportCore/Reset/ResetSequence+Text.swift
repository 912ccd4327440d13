extension ResetSequence: CustomStringConvertible {
    /// Reads a sequence in esptool's form, such as `D0|R1|W0.1|R0`.
    ///
    /// Spaces around a step are ignored. Times have nanosecond resolution.
    /// - Throws: `empty`, `invalidStep` with the step and its place, `tooManySteps`, `tooLong`.
    public init(parsing text: String) throws(ResetSequenceError) {
        let words = text.split(separator: "|", omittingEmptySubsequences: false)
        guard !text.allSatisfy({ $0 == " " }) else { throw ResetSequenceError(.empty) }
        guard words.count <= Self.mostSteps else { throw ResetSequenceError(.tooManySteps(words.count)) }
        var steps: [Step] = []
        for (index, word) in words.enumerated() {
            guard let step = Step(word.trimmed) else {
                throw ResetSequenceError(.invalidStep(String(word.trimmed), number: index + 1))
            }
            steps.append(step)
        }
        try self.init(steps)
    }

    /// The text that `init(parsing:)` reads back.
    public var description: String {
        steps.map(\.description).joined(separator: "|")
    }
}

extension ResetSequence.Step: CustomStringConvertible {
    /// The step in esptool's form.
    public var description: String {
        switch self {
        case .dtr(let isAsserted): "D\(isAsserted ? 1 : 0)"
        case .rts(let isAsserted): "R\(isAsserted ? 1 : 0)"
        case .both(let lines): "U\(lines.dtr ? 1 : 0),\(lines.rts ? 1 : 0)"
        case .wait(let duration): "W" + Self.seconds(duration.nanoseconds)
        }
    }

    /// Reads one step; `nil` if it is invalid.
    init?(_ word: Substring) {
        guard let name = word.first else { return nil }
        let value = word.dropFirst()
        switch name {
        case "D":
            guard let isAsserted = Self.level(value) else { return nil }
            self = .dtr(isAsserted)
        case "R":
            guard let isAsserted = Self.level(value) else { return nil }
            self = .rts(isAsserted)
        case "U":
            let levels = value.split(separator: ",", omittingEmptySubsequences: false).map { Self.level($0.trimmed) }
            guard levels.count == 2, let dtr = levels[0], let rts = levels[1] else { return nil }
            self = .both(ModemLines(dtr: dtr, rts: rts))
        case "W":
            guard let nanoseconds = Self.nanoseconds(value) else { return nil }
            self = .wait(.nanoseconds(nanoseconds))
        default: return nil
        }
    }

    private static func level(_ text: Substring) -> Bool? {
        switch text {
        case "0": false
        case "1": true
        default: nil
        }
    }

    /// Reads `0.05`, `2` or `.5`, exactly.
    private static func nanoseconds(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, whole.count <= 6, whole.allSatisfy(\.isDecimalDigit) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.count <= 9, fraction.allSatisfy(\.isDecimalDigit), !(whole.isEmpty && fraction.isEmpty) else {
            return nil
        }
        let padded = fraction + String(repeating: "0", count: 9 - fraction.count)
        return (Int64(whole) ?? 0) * 1_000_000_000 + (Int64(padded) ?? 0)
    }

    private static func seconds(_ nanoseconds: Int64) -> String {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        guard rest != 0 else { return "\(whole)" }
        let sign = nanoseconds < 0 ? "-" : ""
        var digits = String(rest.magnitude)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(whole.magnitude).\(digits)"
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}

extension Character {
    fileprivate var isDecimalDigit: Bool { ("0"..."9").contains(self) && isASCII }
}
