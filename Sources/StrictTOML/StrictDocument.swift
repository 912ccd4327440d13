import TOMLKit

/// The text of a TOML file, parsed.
package struct StrictDocument {
    /// The table at the top.
    package let root: StrictTable

    /// Parses a text.
    package init(_ text: String) throws(StrictTOMLError) {
        if let slip = TOMLGuard(text) {
            throw StrictTOMLError(line: slip.line, message: "\(slip.message).")
        }
        do {
            root = StrictTable(try TOMLTable(string: text))
        } catch let error as TOMLParseError {
            throw StrictTOMLError(line: error.source.begin.line, message: "it is not TOML: \(error.description).")
        } catch {
            throw StrictTOMLError(message: "it is not TOML.")
        }
    }
}
