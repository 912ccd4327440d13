extension FaultSchedule: CustomStringConvertible {
    /// Reads a list of faults, separated by commas or semicolons: `drop-byte@100, power-cut@flash-op:7:torn`.
    ///
    /// `seed:N` sets the seed. An empty text is a schedule without faults.
    /// - Parameter seed: the seed of the random choices, unless the text contains a seed.
    /// - Throws: `FaultError` for the first invalid fault.
    public init(parsing text: some StringProtocol, seed: UInt64 = 1) throws(FaultError) {
        var (faults, seed) = ([Fault](), seed)
        for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
            let word = part.drop(while: \.isWhitespace)
            let written = String(word.reversed().drop(while: \.isWhitespace).reversed())
            guard !written.isEmpty else { continue }
            if written.prefix(while: { $0 != ":" && $0 != "@" }) == "seed" {
                seed = try Self.seed(written)
            } else {
                faults.append(try Fault(written))
            }
        }
        self.init(faults, seed: seed)
    }

    /// The schedule as `init(parsing:)` reads it; empty if there are no faults.
    public var description: String {
        (faults.map(\.description) + (seed == 1 ? [] : ["seed:\(seed)"])).joined(separator: ",")
    }

    private static func seed(_ text: String) throws(FaultError) -> UInt64 {
        let words = text.split(separator: ":", omittingEmptySubsequences: false)
        guard words.count > 1 else {
            throw FaultError(text.contains("@") ? .unexpectedPlace(text) : .missingArgument, in: text)
        }
        guard words.count == 2, words[0] == "seed", let seed = UInt64(words[1]) else {
            throw FaultError(.invalidArgument(words.dropFirst().joined(separator: ":")), in: text)
        }
        return seed
    }
}
