/// An application image for a slot of a board, parsed and verified.
///
/// A value of this type has passed everything that can be checked without the board: the structure, the checksum, the
/// appended SHA-256, the addresses and alignment of its segments, and that nothing unknown follows it. To see whether it
/// fits a certain board, compare `chip`, `size` and the chip revisions with what the board reports.
///
/// Sources: ESP-IDF 5.1.3 `esp_image_format.c`, `esp_app_format.h`, `esp_app_desc.h`.
public struct AppImage: Sendable, Hashable {
    /// The complete file, including padding and signature.
    public let bytes: [UInt8]
    /// The first 24 bytes, field by field.
    public let header: ImageHeader
    /// The chip it is built for.
    public let chip: Chip
    /// The segments in file order, including padding segments.
    public let segments: [ImageSegment]
    /// The XOR of all segment data, starting from EF.
    public let checksum: UInt8
    /// The offset of the checksum in the file.
    public let checksumOffset: Int
    /// The SHA-256 that the build appended, over everything before it; `nil` if it appended none.
    public let appendedHash: [UInt8]?
    /// What the application says about itself; `nil` for images built with an ESP-IDF before 3.3.
    public let descriptor: AppDescriptor?
    /// The signature after the image; `nil` if there is none.
    public let signature: ImageSignature?
    /// How many bytes the image itself has, without signature and padding.
    public let imageSize: Int
    /// How many bytes of padding follow the image, or its signature.
    public let paddingSize: Int
    /// The SHA-256 of the complete file: 32 bytes.
    public let sha256: [UInt8]
    /// Which Lua modules the firmware has, as far as its image shows.
    public let modules: LuaModules

    /// How many bytes the file has.
    public var size: Int { bytes.count }

    /// How many bytes are written to the board.
    package var payloadSize: Int { bytes.count - paddingSize }

    /// What is written to the board: the image and its signature.
    ///
    /// Nothing reads the padding after them.
    public var payload: [UInt8] {
        paddingSize == 0 ? bytes : Array(bytes.dropLast(paddingSize))
    }

    /// The version that `otaupgrade.info()` will show; `nil` without a descriptor.
    public var version: String? { descriptor?.version }

    /// The SHA-256 of the ELF file it was made from: 32 bytes; `nil` without a descriptor, or if the build left it out.
    public var elfSHA256: [UInt8]? {
        descriptor.map(\.elfSHA256).flatMap { hash in hash.contains { $0 != 0 } ? hash : nil }
    }

    /// The least chip revision it runs on; `nil` if it runs on all.
    public var minChipRevision: ChipRevision? { header.minChipRevision }

    /// The greatest chip revision it runs on; `nil` if there is none.
    public var maxChipRevision: ChipRevision? { header.maxChipRevision }
}
