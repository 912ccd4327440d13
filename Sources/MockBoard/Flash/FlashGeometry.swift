/// The sizes that every NOR flash chip of an ESP32 board has in common.
public enum FlashGeometry {
    /// What one program command can reach: 256 bytes, from a multiple of 256 on.
    public static let page = 0x100
    /// What the smaller erase command clears: 4 KiB.
    public static let sector = 0x1000
    /// What the larger erase command clears: 64 KiB.
    public static let block = 0x10000
}
