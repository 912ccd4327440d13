/// A file that was written about a board.
struct Artifact: Sendable, Hashable {
    var board: String
    var kind: ArtifactKind
    var path: String
    /// The SHA-256 of the file, as hexadecimal digits.
    var sha256: String
}
