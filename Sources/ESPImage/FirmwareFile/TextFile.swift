/// Files that are text.
enum TextFile {
    /// The kind of text of the bytes; `nil` if they are not text.
    static func kind(of bytes: [UInt8]) -> FileKind? {
        let head = Array(bytes.prefix(1024))
        guard !head.contains(where: { $0 < 0x20 && !(0x09...0x0D).contains($0) }) else { return nil }
        // The head may end in the middle of a character of up to four bytes.
        let cuts = bytes.count > head.count ? 0...3 : 0...0
        guard let text = cuts.lazy.compactMap({ String(validating: head.dropLast($0), as: UTF8.self) }).first else {
            return nil
        }
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let lower = start.prefix(64).lowercased()
        if lower.hasPrefix("<!doctype") || lower.hasPrefix("<html") || lower.hasPrefix("<?xml") { return .html }
        if lower.hasPrefix("version https://git-lfs.github.com/spec/") { return .gitLFSPointer }
        return isIntelHex(start) ? .intelHex : .text
    }

    /// A record: a colon, then pairs of digits, at least count, address, type and checksum.
    private static func isIntelHex(_ text: Substring) -> Bool {
        guard text.first == ":" else { return false }
        let record = text.dropFirst().prefix { !$0.isNewline }
        return record.count >= 10 && record.count.isMultiple(of: 2) && record.allSatisfy { $0.isHexDigit }
    }
}
