/// The first 24 bytes of an application image, as the board's code reads them.
///
/// Source: ESP-IDF 5.1.3 `esp_app_format.h`, `esp_image_header_t`.
struct ESPImageHeader {
    static let size = 24
    /// The offset of an application's descriptor, after the header of the image and that of its first segment.
    static let descriptionOffset = 32
    static let magic: UInt8 = 0xE9

    let magic: UInt8
    let segmentCount: Int
    let spiMode: Int
    let spiSpeed: Int
    let spiSize: Int
    let chipID: UInt16
    /// The minimum revision in the format of ESP-IDF 3: only the major number on ESP32.
    let leastRevision: Int
    /// The minimum and maximum revision since ESP-IDF 4.4.5, major * 100 + minor; a maximum of 0 or 65535 means no
    /// limit.
    let leastFullRevision: Int
    let greatestFullRevision: Int
    let hasHash: Bool

    init(_ bytes: ArraySlice<UInt8>) {
        magic = bytes[bytes.startIndex]
        segmentCount = Int(bytes[bytes.startIndex + 1])
        spiMode = Int(bytes[bytes.startIndex + 2])
        spiSpeed = Int(bytes[bytes.startIndex + 3] & 0xF)
        spiSize = Int(bytes[bytes.startIndex + 3] >> 4)
        chipID = bytes.flashHalfword(at: 12)
        leastRevision = Int(bytes[bytes.startIndex + 14])
        leastFullRevision = Int(bytes.flashHalfword(at: 15))
        greatestFullRevision = Int(bytes.flashHalfword(at: 17))
        hasHash = bytes[bytes.startIndex + 23] != 0
    }
}
