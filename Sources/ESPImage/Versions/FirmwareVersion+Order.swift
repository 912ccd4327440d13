extension FirmwareVersion {
    /// The order of this version relative to another; `nil` if they have no order.
    package func order(to other: FirmwareVersion) -> Order? {
        if description == other.description { return .same }
        guard name == other.name, numbers.isEmpty == other.numbers.isEmpty, isComparable(to: other) else { return nil }
        guard !numbers.isEmpty else {
            return tail == other.tail ? orderOfCommits(to: other) : nil
        }
        for index in 0..<max(numbers.count, other.numbers.count) {
            let zero = DecimalNumber("0")
            let left = index < numbers.count ? numbers[index] : zero
            let right = index < other.numbers.count ? other.numbers[index] : zero
            if left != right { return left < right ? .older : .newer }
        }
        let order = orderOfTail(to: other)
        return order == .same ? orderOfCommits(to: other) : order
    }

    /// Whether the numbers of both mean the same: a day is comparable with a day, with a number that starts with a year,
    /// as in a calendar version, and, if it is written with dots, with any number.
    private func isComparable(to other: FirmwareVersion) -> Bool {
        guard isDay != other.isDay else { return true }
        let (day, number) = isDay ? (self, other) : (other, self)
        return day.isDotted || number.startsWithYear
    }

    private var startsWithYear: Bool {
        numbers.count > 1 && Self.years.contains(numbers[0].value ?? 0)
    }

    private func orderOfTail(to other: FirmwareVersion) -> Order? {
        for (left, right) in zip(tail, other.tail) where left != right {
            switch (left, right) {
            case (.number(let left), .number(let right)):
                return left < right ? .older : .newer
            case (.letters(let left), .letters(let right)):
                if left.count == 1, right.count == 1 { return left < right ? .older : .newer }
                guard let left = Self.stage(left), let right = Self.stage(right), left != right else { return nil }
                return left < right ? .older : .newer
            default:
                return nil
            }
        }
        let common = min(tail.count, other.tail.count)
        if tail.count > common { return Self.orderOfLonger(tail[common], isFirst: common == 0, afterDay: isDay) }
        if other.tail.count > common {
            return Self.orderOfLonger(other.tail[common], isFirst: common == 0, afterDay: other.isDay)?.reversed
        }
        return .same
    }

    /// The order of a version with one more word relative to the one without.
    private static func orderOfLonger(_ word: Word, isFirst: Bool, afterDay: Bool) -> Order? {
        switch word {
        case .letters(let letters): stage(letters) == nil ? nil : .older
        // `1.2-3` can be a pre-release or a revision.
        case .number: isFirst && !afterDay ? nil : .newer
        }
    }

    private func orderOfCommits(to other: FirmwareVersion) -> Order? {
        if commits != other.commits { return commits < other.commits ? .older : .newer }
        switch (hash, other.hash) {
        case (nil, nil):
            // Without number and hash, only the text could decide, and it differs.
            guard !numbers.isEmpty else { return nil }
        case (let left?, let right?):
            guard left.hasPrefix(right) || right.hasPrefix(left) else { return nil }
        default:
            return nil
        }
        return isDirty == other.isDirty ? .same : nil
    }

    /// The rank of a word among the stages before a release.
    private static func stage(_ word: String) -> Int? {
        ["dev": 0, "snapshot": 0, "alpha": 1, "beta": 2, "pre": 3, "preview": 3, "rc": 4][word]
    }
}

extension FirmwareVersion.Order {
    fileprivate var reversed: FirmwareVersion.Order {
        switch self {
        case .older: .newer
        case .same: .same
        case .newer: .older
        }
    }
}
