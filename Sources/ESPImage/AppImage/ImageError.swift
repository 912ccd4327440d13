/// Why a file cannot be written into a slot.
///
/// Each of these means that the file itself is unusable; whether a usable file fits a certain board is not checked here.
public struct ImageError: Error, Sendable, Hashable {
    /// The kind of defect; the only part to switch on.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The file has no bytes.
        case empty
        /// The file is something else; see `kind`.
        case notAnApplication = "not-an-application"
        /// The file ends too early; `missingBytes` says by how much.
        case truncated
        /// A field of the header has a value that no build writes.
        case badHeader = "bad-header"
        /// The header names an unknown chip.
        case unknownChip = "unknown-chip"
        /// A segment has a size or an address that the device would refuse.
        case badSegment = "bad-segment"
        /// The checksum byte does not match the segments.
        case checksumMismatch = "checksum-mismatch"
        /// The appended SHA-256 does not match the image.
        case hashMismatch = "hash-mismatch"
        /// Something that is neither padding nor a signature follows the image.
        case trailingBytes = "trailing-bytes"
    }

    /// The kind of defect.
    public var code: Code
    /// The kind of file, or what it was meant to be.
    package var kind: FileKind
    /// What was found: one sentence of facts.
    public var message: String
    /// What to do next: one sentence.
    public var nextStep: String
    /// How many bytes the file has.
    public var fileSize: Int
    /// The offset of the defect in the file, in bytes.
    public var offset: Int?
    /// What should be there.
    public var expected: String?
    /// What is there.
    public var found: String?
    /// How many bytes the file lacks; a minimum if `missingIsLeast`.
    public var missingBytes: Int?
    /// Whether the file ends before the point that shows its full length.
    public var missingIsLeast = false
    /// The application inside a merged flash image that its bootloader would start.
    package var containedApp: ContainedApp?
    /// All applications inside a merged flash image, in flash order.
    package var containedApps: [ContainedApp] = []
}

extension ImageError: CustomStringConvertible {
    /// The facts and the next step, in one line.
    public var description: String { "\(message) \(nextStep)" }
}
