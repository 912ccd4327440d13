/// The tokens of a compressed image.
struct CompressionStatistics: Sendable, Hashable {
    /// Bytes that are sent unchanged.
    var literals = 0
    /// Bytes that need an escape or a code, since their value leads a token or cannot be in a line.
    var escapedLiterals = 0
    /// Copies from nearby, two bytes each.
    var nearCopies = 0
    /// Copies from far back, three bytes each.
    var farCopies = 0
    /// Copies from the last distance, one byte each.
    var repeatedCopies = 0
    /// The bytes of all payloads.
    var payloadBytes = 0
    /// How many places the call filter rewrites.
    var rewrittenCalls = 0
}

extension CompressionStatistics {
    mutating func count(_ tokens: [Token], _ payload: [UInt8], _ codebook: Codebook) {
        payloadBytes += payload.count
        for token in tokens {
            switch token {
            case .literal(let value):
                let isPlain = codebook.alphabet.ranks[Int(value)] > 0 && !codebook.isLead[Int(value)]
                if isPlain { literals += 1 } else { escapedLiterals += 1 }
            case .near: nearCopies += 1
            case .far: farCopies += 1
            case .again: repeatedCopies += 1
            }
        }
    }
}
