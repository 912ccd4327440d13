extension FirmwareVersion {
    /// Parses a version; every text is one.
    package init(_ text: some StringProtocol) {
        description = String(text)
        var rest = Substring(description.lowercased()).trimmed
        rest = rest.prefix { $0 != "+" }
        takeDescribe(&rest)
        if takeBareHash(rest) { return }

        var front = rest.prefix { !$0.isDigit }
        rest = rest.dropFirst(front.count)
        while let last = front.last, Self.separators.contains(last) { front.removeLast() }
        if front.last == "v", front.dropLast().last?.isLetter != true { front.removeLast() }
        name = String(front)

        if !takeDay(&rest) { takeNumbers(&rest) }
        tail = Self.words(rest)
    }

    private static let separators: Set<Character> = ["-", "_", ".", "/", "~", " "]

    /// Takes `-COUNT-gHASH` and `-dirty`, complete or cut, off the end.
    private mutating func takeDescribe(_ rest: inout Substring) {
        let cut = (1...6).map { "-dirty".prefix($0) }.last { rest.hasSuffix($0) && ($0.count == 6 || isCut) }
        if let cut {
            rest = rest.dropLast(cut.count)
            isDirty = true
        }
        guard let mark = rest.lastIndex(where: { !$0.isLowerHexDigit }), rest[mark] == "g" else { return }
        let before = rest[..<mark]
        guard before.last == "-" else { return }
        let digits = before.dropLast().suffix { $0.isDigit }
        guard !digits.isEmpty, before.dropLast(digits.count + 1).last == "-" else { return }
        hash = String(rest[mark...].dropFirst())
        commits = DecimalNumber(digits)
        rest = before.dropLast(digits.count + 2)
    }

    /// Whether the text may have lost its end: the app descriptor holds 31 bytes.
    private var isCut: Bool { description.utf8.count >= 31 }

    private mutating func takeBareHash(_ rest: Substring) -> Bool {
        guard hash == nil, (7...40).contains(rest.count), rest.allSatisfy(\.isLowerHexDigit),
            !rest.allSatisfy(\.isDigit)
        else { return false }
        hash = String(rest)
        return true
    }

    private mutating func takeDay(_ rest: inout Substring) -> Bool {
        var parts: [Substring] = []
        var separators: [Character] = []
        var remainder = rest
        for (index, count) in [4, 2, 2].enumerated() {
            if index > 0, let first = remainder.first, Self.separators.contains(first) {
                separators.append(remainder.removeFirst())
            }
            let part = remainder.prefix(count).prefix { $0.isDigit }
            // A one-digit month or day counts only if a separator or the end follows it.
            guard part.count == count || index > 0 && part.count == 1 && remainder.dropFirst().first?.isDigit != true
            else { return false }
            parts.append(part)
            remainder = remainder.dropFirst(part.count)
        }
        let numbers = parts.map { DecimalNumber($0) }
        guard remainder.first?.isDigit != true, Self.years.contains(numbers[0].value ?? 0),
            (1...12).contains(numbers[1].value ?? 0), (1...31).contains(numbers[2].value ?? 0)
        else { return false }
        (isDay, isDotted, self.numbers, rest) = (true, separators == [".", "."], numbers, remainder)
        return true
    }

    private mutating func takeNumbers(_ rest: inout Substring) {
        while let first = rest.first, first.isDigit {
            let digits = rest.prefix { $0.isDigit }
            numbers.append(DecimalNumber(digits))
            rest = rest.dropFirst(digits.count)
            guard rest.first == ".", rest.dropFirst().first?.isDigit == true else { break }
            rest.removeFirst()
        }
        // Missing numbers count as 0, so trailing zeros do not matter.
        while numbers.count > 1, numbers.last?.value == 0 { numbers.removeLast() }
    }

    private static func words(_ text: Substring) -> [Word] {
        var words: [Word] = []
        var rest = text
        while let first = rest.first {
            if separators.contains(first) {
                rest.removeFirst()
            } else if first.isDigit {
                let digits = rest.prefix { $0.isDigit }
                words.append(.number(DecimalNumber(digits)))
                rest = rest.dropFirst(digits.count)
            } else {
                let letters = rest.prefix { !$0.isDigit && !separators.contains($0) }
                words.append(.letters(String(letters)))
                rest = rest.dropFirst(letters.count)
            }
        }
        return words
    }
}

extension Character {
    fileprivate var isDigit: Bool { "0" <= self && self <= "9" }
    fileprivate var isLowerHexDigit: Bool { isDigit || "a" <= self && self <= "f" }
}

extension Substring {
    fileprivate func suffix(while predicate: (Character) -> Bool) -> Substring {
        self[(lastIndex { !predicate($0) }.map { index(after: $0) } ?? startIndex)...]
    }
}
