import StrictTOML

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

    private func line(of key: String, entry: Int?) -> Int? {
        let lines = TOMLLines(text, list: "usb")
        return entry.map { lines.line(of: key, table: $0) } ?? lines.line(of: key)
    }
}
