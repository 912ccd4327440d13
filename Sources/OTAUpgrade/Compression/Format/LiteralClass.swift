/// The byte values that are plain literals, as a character class of a Lua pattern.
///
/// Written as ranges upward from 0, where most bytes of firmware are: the board compares each literal with about five
/// ranges, while it would test each literal against all of a negated class of leads.
struct LiteralClass: Sendable, Hashable {
    /// The text between the brackets, clean bytes only.
    let pattern: [UInt8]

    init(codebook: Codebook) {
        let values = codebook.alphabet.values.filter { !codebook.isLead[Int($0)] }
        var pattern: [UInt8] = []
        var run: [UInt8] = []
        for value in values {
            // Unclean bytes never occur, except the newline that ends each line and must not be a literal.
            if let last = run.last, !codebook.alphabet.areJoined(last, value, by: codebook.isLead) {
                Self.append(run, to: &pattern)
                run = []
            }
            run.append(value)
        }
        Self.append(run, to: &pattern)
        self.pattern = pattern
    }

    private static func append(_ run: [UInt8], to pattern: inout [UInt8]) {
        var run = run[...]
        // The ends of a range cannot be escaped.
        while let first = run.first, let escaped = escaped(first) {
            pattern += escaped
            run = run.dropFirst()
        }
        var end: [UInt8] = []
        while let last = run.last, let escaped = escaped(last) {
            end += escaped
            run = run.dropLast()
        }
        switch run.count {
        case 0: break
        case 1, 2: pattern += run
        default: pattern += [run[run.startIndex], UInt8(ascii: "-"), run[run.endIndex - 1]]
        }
        pattern += end
    }

    private static func escaped(_ value: UInt8) -> [UInt8]? {
        switch value {
        // For Lua 5.1, a NUL ends the pattern.
        case 0: Array("%z".utf8)
        case UInt8(ascii: "%"), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "-"): [UInt8(ascii: "%"), value]
        default: nil
        }
    }
}

extension CleanAlphabet {
    /// Whether no lead and no newline is between two values.
    fileprivate func areJoined(_ lower: UInt8, _ upper: UInt8, by isLead: [Bool]) -> Bool {
        (Int(lower) + 1..<Int(upper)).allSatisfy { !isLead[$0] && $0 != 0x0A }
    }
}
