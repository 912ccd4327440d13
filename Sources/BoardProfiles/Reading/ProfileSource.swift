/// A profile's text, and where it is from.
struct ProfileSource: Sendable {
    /// The file that errors name.
    var file: String
    var text: String

    /// An error about a key, with the line that the key stands on.
    /// - Parameter entry: which `[[usb]]` the key is in, counted from 0; `nil` for none.
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

    /// The line that a key stands on; that of its table where the key is not there, and `nil` where neither is found.
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
