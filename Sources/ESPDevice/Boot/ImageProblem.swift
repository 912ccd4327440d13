/// The defect that the board's code finds in an image.
package enum ImageProblem: Error, Sendable, Hashable {
    /// The partition is larger than 16 MiB.
    case partitionTooLarge
    /// The flash ends before the image does.
    case unreadable
    /// The first byte is not 0xE9.
    case magic
    /// It was built for another chip.
    case chip
    /// It was built for newer or older revisions of this chip.
    case chipRevision
    /// It was built for chips with other calibration data (ESP-IDF 5.3).
    case efuseBlockRevision
    /// It has more than 16 segments.
    case tooManySegments
    /// The length of a segment is not a multiple of four, or is at least 16 MiB.
    case segmentLength
    /// A mapped segment has different offsets within its page in flash and in the address space.
    case segmentPlace
    /// A segment would be loaded over the bootloader or outside RAM; only the bootloader checks this.
    case loadAddress
    /// The checksum is wrong.
    case checksum
    /// It is longer than its partition.
    case tooLong
    /// The SHA-256 at its end is wrong.
    case hash
}
