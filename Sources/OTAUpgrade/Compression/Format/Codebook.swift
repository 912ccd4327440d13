/// Which byte value leads which token in one image.
struct Codebook: Sendable, Hashable {
    let alphabet: CleanAlphabet
    let tokens: TokenSet

    /// The lead before a literal that looks like a lead.
    let escape: UInt8
    /// The leads that stand for the unclean values, in their order.
    let codes: [UInt8]
    /// The leads of `tokens.near`, `tokens.far` and `tokens.again`.
    let near: [UInt8]
    let far: [UInt8]
    let again: [UInt8]

    /// Whether a value is a lead.
    let isLead: [Bool]
    /// The bytes of each literal.
    private let literals: [[UInt8]]

    /// Makes leads of the byte values that are rarest among the literals.
    ///
    /// - Parameter literalCounts: how often each value is a literal.
    init(literalCounts: [Int], tokens: TokenSet, alphabet: CleanAlphabet) {
        (self.tokens, self.alphabet) = (tokens, alphabet)
        let rarest = alphabet.values.sorted {
            (literalCounts[Int($0)], $0) < (literalCounts[Int($1)], $1)
        }
        var leads = rarest.prefix(tokens.leadCount(codes: alphabet.unclean.count)).sorted()[...]
        isLead = (0...255).map { leads.contains(UInt8($0)) }
        func take(_ count: Int) -> [UInt8] {
            defer { leads = leads.dropFirst(count) }
            return Array(leads.prefix(count))
        }
        near = take(tokens.near.count)
        far = take(tokens.far.count)
        again = take(tokens.again.count)
        codes = take(alphabet.unclean.count)
        escape = leads.first ?? 0

        var literals = (0...255).map { [UInt8($0)] }
        for value in alphabet.values where isLead[Int(value)] { literals[Int(value)] = [escape, value] }
        for (value, code) in zip(alphabet.unclean, codes) { literals[Int(value)] = [code] }
        self.literals = literals
    }

    /// How many bytes each literal takes.
    var literalWidths: [Int] { literals.map(\.count) }

    /// Appends a token as it is sent.
    func append(_ token: Token, to payload: inout [UInt8]) {
        switch token {
        case .literal(let value):
            payload += literals[Int(value)]
        case .near(let length, let distance):
            let (step, rest) = (distance - 1).quotientAndRemainder(dividingBy: tokens.base)
            let first = tokens.near.firstIndex(of: length) ?? 0
            payload.append(near[first + step])
            payload.append(alphabet.value(rank: rest + 1))
        case .far(let length, let distance):
            let index = tokens.far.lastIndex { $0 <= length } ?? 0
            let folded = distance - 1 + (length - tokens.far[index]) * tokens.farReach
            let (high, low) = folded.quotientAndRemainder(dividingBy: tokens.base)
            payload.append(far[index])
            payload.append(alphabet.value(rank: low + 1))
            payload.append(alphabet.value(rank: high + 1))
        case .again(let length):
            payload.append(again[tokens.again.firstIndex(of: length) ?? 0])
        }
    }
}
