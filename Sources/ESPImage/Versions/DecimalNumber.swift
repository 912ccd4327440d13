/// A whole number of any length, as its digits without leading zeros.
struct DecimalNumber: Sendable, Hashable, Comparable {
    private var digits: String

    init(_ digits: some StringProtocol) {
        self.digits = String(digits.drop { $0 == "0" })
    }

    var value: Int? { digits.isEmpty ? 0 : Int(digits) }

    static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        (left.digits.count, left.digits) < (right.digits.count, right.digits)
    }
}
