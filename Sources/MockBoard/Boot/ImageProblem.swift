/// What the board's code finds wrong with an image.
public enum ImageProblem: Error, Sendable, Hashable {
    /// The partition is larger than 16 MiB.
    case partitionTooLarge
    /// The flash ends before the image does.
    case unreadable
    /// The first byte is not E9.
    case magic
    /// It was built for another chip.
    case chip
    /// It was built for newer or older chips of this kind.
    case chipRevision
    /// It was built for chips with other calibration data (ESP-IDF 5.3).
    case efuseBlockRevision
    /// It has more than 16 segments.
    case tooManySegments
    /// The length of a segment is no multiple of four, or 16 MiB and more.
    case segmentLength
    /// A mapped segment does not stand in its page of the flash as it does in the address space.
    case segmentPlace
    /// A segment would be loaded over the bootloader, or where there is no memory. Only the bootloader asks.
    case loadAddress
    /// The check byte is wrong.
    case checksum
    /// It is longer than its partition.
    case tooLong
    /// The SHA-256 at its end is wrong.
    case hash
}
