/// Why a text is not TOML.
package struct StrictTOMLError: Error, Sendable, Hashable {
    /// The line, counted from 1; `nil` if it is not known.
    package var line: Int?
    /// What is wrong, in one sentence.
    package var message: String
}
