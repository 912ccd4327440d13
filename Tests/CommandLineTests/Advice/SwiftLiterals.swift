/// The string literals of a Swift file, without their interpolations.
struct SwiftLiterals {
    /// The literals in the order in which they end.
    private(set) var found: [String] = []
    // Bytes: characters take minutes for all sources in a debug build.
    private let bytes: [UInt8]
    private var index = 0

    init(of text: String) {
        bytes = Array(text.utf8)
        readCode(inParentheses: false)
    }

    private mutating func skip(_ prefix: [UInt8]) -> Bool {
        guard index + prefix.count <= bytes.count else { return false }
        for offset in prefix.indices where bytes[index + offset] != prefix[offset] { return false }
        index += prefix.count
        return true
    }

    private static let (quote, hash, slash) = (UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "/"))

    private mutating func readCode(inParentheses: Bool) {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case Self.slash: skipComment()
            case Self.quote, Self.hash: readLiteral()
            case UInt8(ascii: ")") where inParentheses && depth == 0:
                index += 1
                return
            case let byte:
                index += 1
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
            }
        }
    }

    private mutating func skipComment() {
        if skip(Array("//".utf8)) {
            while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        } else if skip(Array("/*".utf8)) {
            while index < bytes.count, !skip(Array("*/".utf8)) { index += 1 }
        } else {
            index += 1
        }
    }

    private mutating func readLiteral() {
        var hashes: [UInt8] = []
        while skip([Self.hash]) { hashes.append(Self.hash) }
        let quotes = [Self.quote, Self.quote, Self.quote]
        if skip(quotes) {
            readLiteral(until: quotes + hashes, escape: Array("\\".utf8) + hashes)
        } else if skip([Self.quote]) {
            readLiteral(until: [Self.quote] + hashes, escape: Array("\\".utf8) + hashes)
        }
    }

    private mutating func readLiteral(until end: [UInt8], escape: [UInt8]) {
        var literal: [UInt8] = []
        while index < bytes.count, !skip(end) {
            if skip(escape) {
                if skip(Array("(".utf8)) {
                    readCode(inParentheses: true)
                    continue
                }
                guard index < bytes.count else { break }
            }
            literal.append(bytes[index])
            index += 1
        }
        found.append(String(decoding: literal, as: UTF8.self))
    }
}
