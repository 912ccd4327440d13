/// A file that Lua has opened.
final class BoardFile {
    let name: String
    let files: BoardFiles
    let isWritable: Bool
    var position: Int
    var isOpen = true

    init(_ name: String, in files: BoardFiles, isWritable: Bool, atEnd: Bool) {
        self.name = name
        self.files = files
        self.isWritable = isWritable
        position = atEnd ? files.contents[name]?.count ?? 0 : 0
    }

    var contents: [UInt8] {
        get { files.contents[name] ?? [] }
        set { files.contents[name] = newValue }
    }

    func write(_ bytes: [UInt8]) {
        var contents = contents
        if position > contents.count { contents += [UInt8](repeating: 0, count: position - contents.count) }
        let end = min(position + bytes.count, contents.count)
        contents.replaceSubrange(position..<end, with: bytes)
        position += bytes.count
        self.contents = contents
    }

    /// The next line, without its line end if `keepsEnd` is false.
    func readLine(keepsEnd: Bool) -> [UInt8]? {
        let rest = contents.dropFirst(position)
        guard !rest.isEmpty else { return nil }
        let line = rest.prefix { $0 != 0x0A }
        let hasEnd = line.endIndex < rest.endIndex
        position += line.count + (hasEnd ? 1 : 0)
        return Array(line) + (keepsEnd && hasEnd ? [0x0A] : [])
    }

    func read(_ count: Int) -> [UInt8]? {
        let rest = contents.dropFirst(position)
        guard !rest.isEmpty || count == 0 else { return nil }
        position += min(count, rest.count)
        return Array(rest.prefix(count))
    }
}
