/// The sizes that are the same in every NOR flash chip of an ESP32 board.
package enum FlashGeometry {
    /// The range of one program command: 256 bytes, aligned to 256.
    package static let page = 0x100
    /// The range of the smaller erase command: 4 KiB.
    package static let sector = 0x1000
    /// The range of the larger erase command: 64 KiB.
    package static let block = 0x10000
}
