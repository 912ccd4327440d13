/// A contiguous part of an image that is loaded or mapped as one unit.
public struct ImageSegment: Sendable, Hashable {
    /// Its address on the chip.
    public var loadAddress: UInt32
    /// The offset of its data in the file; the data follows its header of 8 bytes.
    public var dataOffset: Int
    /// How many bytes of data it has.
    public var size: Int

    /// The offset of its header in the file.
    public var headerOffset: Int { dataOffset - Self.headerSize }
    /// The offset of the first byte after it.
    public var end: Int { dataOffset + size }

    /// Whether the bootloader skips it: it is padding, or belongs to no memory.
    ///
    /// Source: ESP-IDF 5.1.3 `esp_image_format.c`, `should_load`.
    public var isPadding: Bool { loadAddress < 0x1000_0000 }

    /// How many bytes precede the data.
    public static let headerSize = 8
    /// The exclusive upper limit of a segment's size in bytes.
    public static let sizeLimit = 16 * 1024 * 1024
}
