/// One stretch of an image that is loaded or mapped as a whole.
public struct ImageSegment: Sendable, Hashable {
    /// Where the chip sees it.
    public var loadAddress: UInt32
    /// Where its data stands in the file; its header of 8 bytes stands before.
    public var dataOffset: Int
    /// How many bytes of data it has.
    public var size: Int

    /// Where its header stands in the file.
    public var headerOffset: Int { dataOffset - Self.headerSize }
    /// The offset of the first byte after it.
    public var end: Int { dataOffset + size }

    /// Whether the bootloader passes over it: it is padding, or belongs to no memory.
    ///
    /// Source: ESP-IDF 5.1.3 `esp_image_format.c`, `should_load`.
    public var isPadding: Bool { loadAddress < 0x1000_0000 }

    /// How many bytes stand before the data.
    public static let headerSize = 8
    /// What a segment's size must stay below, in bytes.
    public static let sizeLimit = 16 * 1024 * 1024
}
