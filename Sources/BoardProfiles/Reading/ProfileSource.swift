/// A profile's text and its file.
struct ProfileSource: Sendable {
    /// The name of the file in errors.
    var file: String
    var text: String

    /// An error about a key, with the line of the key.
    /// - Parameter entry: the index of the key's `[[usb]]` table, from 0; `nil` for none.
    func error(
        _ code: BoardProfileError.Code,
        _ key: String,
        entry: Int? = nil,
        _ message: String,
        nextStep: String
    ) -> BoardProfileError {
        BoardProfileError(
            code,
            file: file,
            line: line(of: key, entry: entry),
            key: entry.map { "usb[\($0 + 1)].\(key)" } ?? key,
            message,
            nextStep: nextStep
        )
    }

    /// The line of a key; that of its table if the key is missing; `nil` if neither is found.
    private func line(of key: String, entry: Int?) -> Int? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var start = 0
        if let entry {
            let tables = lines.indices.filter { lines[$0].withoutBlanks.hasPrefix("[[usb]]") }
            guard tables.indices.contains(entry) else { return nil }
            start = tables[entry] + 1
        }
        for index in lines.indices.dropFirst(start) {
            let line = lines[index].withoutBlanks
            if line.hasPrefix(key + "=") || line.hasPrefix("\"\(key)\"=") || line.hasPrefix("[\(key)]")
                || line.hasPrefix("[[\(key)]]")
            {
                return index + 1
            }
            if line.hasPrefix("[") { break }
        }
        return entry == nil ? nil : start
    }
}

extension Substring {
    fileprivate var withoutBlanks: String { String(filter { $0 != " " && $0 != "\t" }) }
}
