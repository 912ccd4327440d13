/// The table in which NodeMCU's firmware lists its modules.
///
/// An entry is the address of a name and the address of the module's function table; with Lua 5.3's layout, also the type
/// of the value. 64-bit numbers make it longer. Images of 2018, 2019 and 2023 have entries of 8, 8 and 12 bytes.
enum ModuleTable {
    private static let entrySizes = [8, 12, 16, 24]
    /// A table of modules has at least this many entries: `node`, `string`, `table` and `math` are always there.
    private static let fewestEntries = 4
    private static let mostEntries = 512

    /// The names in the table, in its order; `nil` if there is none.
    static func names(in image: MappedImage) -> [String]? {
        var longest: [String] = []
        for start in entries(of: "node", in: image) {
            for size in entrySizes {
                let names = Self.names(around: start, entrySize: size, in: image)
                if names.count > longest.count { longest = names }
            }
        }
        return longest.count >= fewestEntries ? longest : nil
    }

    /// The positions of the address of a name in the file.
    private static func entries(of name: String, in image: MappedImage) -> [Int] {
        let addresses = image.segments.flatMap { segment in
            image.offsets(of: [0] + Array(name.utf8) + [0], in: segment).map { offset in
                segment.loadAddress &+ UInt32(offset + 1 - segment.dataOffset)
            }
        }
        return addresses.prefix(16).flatMap { address in
            image.segments.flatMap { image.offsets(of: address.littleEndianBytes, in: $0) }
        }
        .filter { $0.isMultiple(of: 4) }
    }

    private static func names(around start: Int, entrySize: Int, in image: MappedImage) -> [String] {
        guard let kind = kind(at: start, entrySize: entrySize, in: image) else { return [] }
        func names(from offset: Int, by step: Int) -> [String] {
            var names: [String] = []
            var offset = offset
            while names.count < mostEntries, let address = image.bytes.littleEndian32(at: offset),
                let name = image.name(at: address), self.kind(at: offset, entrySize: entrySize, in: image) == kind
            {
                names.append(name)
                offset += step
            }
            return names
        }
        return names(from: start - entrySize, by: -entrySize).reversed() + names(from: start, by: entrySize)
    }

    /// What an entry has besides the name: for each word, the segment that it points to, or its value.
    ///
    /// Functions and tables are in different segments, so a table of functions next to that of the modules is not mistaken
    /// for part of it.
    private static func kind(at offset: Int, entrySize: Int, in image: MappedImage) -> [Word]? {
        var words: [Word] = []
        for place in stride(from: offset + 4, to: offset + entrySize, by: 4) {
            guard let value = image.bytes.littleEndian32(at: place) else { return nil }
            words.append(image.place(of: value).map { .segment($0.segment) } ?? .value(value))
        }
        // The module's own table is in the same segment as the names.
        guard let address = image.bytes.littleEndian32(at: offset), let own = image.place(of: address)?.segment,
            words.contains(.segment(own))
        else { return nil }
        return words
    }

    private enum Word: Hashable {
        case segment(Int)
        case value(UInt32)
    }
}
