import ESPImage

/// The marker that a mock board writes to its file system's partition when it formats it.
///
/// The files themselves are not stored in flash.
enum FileSystemMark {
    static let bytes = Array("mock SPIFFS".utf8)
}

extension DevicePartitions {
    /// The partition of NodeMCU's file system: ESP-IDF's SPIFFS type, or NodeMCU's own.
    var fileSystem: Partition? { first(.data, 0x82) ?? first(.nodeMCU, 0x00) }

    /// Whether there is a Lua flash store (LFS).
    var hasFlashStore: Bool { first(.nodeMCU, 0x01) != nil }
}
