/// A file that was written about a board.
package struct Artifact: Sendable, Hashable {
    package var board: String
    package var kind: ArtifactKind
    package var path: String
    /// The SHA-256 of the file, as hexadecimal digits.
    package var sha256: String
}
