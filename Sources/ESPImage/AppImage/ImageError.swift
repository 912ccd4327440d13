/// Why a file cannot be written into a slot.
///
/// All of these mean that the file itself is no good; whether a good one fits a certain board is not asked here.
public struct ImageError: Error, Sendable, Hashable {
    /// What kind of thing is wrong; the one part to switch on.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The file has no bytes.
        case empty
        /// The file is something else; `kind` says what.
        case notAnApplication = "not-an-application"
        /// The file ends too early; `missingBytes` says by how much.
        case truncated
        /// A field of the header has a value that no build writes.
        case badHeader = "bad-header"
        /// The header names a chip that is not known here.
        case unknownChip = "unknown-chip"
        /// A segment has a size or an address that the device would refuse.
        case badSegment = "bad-segment"
        /// The checksum byte does not fit the segments.
        case checksumMismatch = "checksum-mismatch"
        /// The appended SHA-256 does not fit the image.
        case hashMismatch = "hash-mismatch"
        /// Something that is neither padding nor a signature follows the image.
        case trailingBytes = "trailing-bytes"
    }

    /// What kind of thing is wrong.
    public var code: Code
    /// What the file is, or was meant to be.
    public var kind: FileKind
    /// What was found: one sentence of facts.
    public var message: String
    /// What to do next: one sentence.
    public var nextStep: String
    /// How many bytes the file has.
    public var fileSize: Int
    /// Where in the file the fault was found, in bytes.
    public var offset: Int?
    /// What should stand there.
    public var expected: String?
    /// What stands there.
    public var found: String?
    /// How many bytes the file lacks; at least so many where `missingIsLeast`.
    public var missingBytes: Int?
    /// Whether the file ends before it says how long it should be.
    public var missingIsLeast = false
    /// The application inside a merged flash image that its bootloader would start.
    public var containedApp: ContainedApp?
    /// All applications inside a merged flash image, in flash order.
    public var containedApps: [ContainedApp] = []
}

extension ImageError: CustomStringConvertible {
    /// The facts and the next step, in one line.
    public var description: String { "\(message) \(nextStep)" }
}
